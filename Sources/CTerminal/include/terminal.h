#ifndef PATCHBENCH_TERMINAL_H
#define PATCHBENCH_TERMINAL_H

/* Takes a terminal for a full screen: keys come one by one and unseen, ^C among them; the other screen is shown. Until
   it is given back, a signal that a fault raises gives it back before it ends the process. 0, or an error number. */
int patchbench_terminal_take(int input, int output);

/* Gives it back as it was. May be called again, and from a signal handler. */
void patchbench_terminal_give_back(void);

/* Rows and columns; 24 and 80 where the terminal does not say. */
void patchbench_terminal_size(int output, int *rows, int *columns);

#endif
