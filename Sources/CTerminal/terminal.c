#include "include/terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* The other screen, no cursor, no wrapping at the edge, and bidirectional text in the order of the cells. */
static const char enter[] = "\033[?1049h\033[?25l\033[?7l\033[8l";
static const char leave[] = "\033[m\033[8h\033[?7h\033[?25h\033[?1049l";

static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
enum { FAULTS = sizeof faults / sizeof *faults };

static struct termios before;
static struct sigaction earlier[FAULTS];
static volatile sig_atomic_t is_taken;
static int input_file, output_file;

static void put(const char *text, size_t count) {
    while (count > 0) {
        ssize_t written = write(output_file, text, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        text += written;
        count -= (size_t)written;
    }
}

static void give_back_and_die(int number) {
    patchbench_terminal_give_back();
    signal(number, SIG_DFL);
    raise(number);
}

int patchbench_terminal_take(int input, int output) {
    if (tcgetattr(input, &before) != 0) return errno;
    input_file = input;
    output_file = output;
    struct termios raw = before;
    raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON);
    raw.c_lflag &= ~(tcflag_t)(ECHO | ICANON | IEXTEN | ISIG);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    is_taken = 1;
    for (int index = 0; index < FAULTS; index++) {
        struct sigaction action;
        memset(&action, 0, sizeof action);
        action.sa_handler = give_back_and_die;
        action.sa_flags = SA_RESETHAND | SA_NODEFER;
        sigaction(faults[index], &action, &earlier[index]);
    }
    if (tcsetattr(input, TCSAFLUSH, &raw) != 0) {
        int error = errno;
        patchbench_terminal_give_back();
        return error;
    }
    put(enter, sizeof enter - 1);
    return 0;
}

void patchbench_terminal_give_back(void) {
    if (!is_taken) return;
    is_taken = 0;
    int error = errno;
    put(leave, sizeof leave - 1);
    tcsetattr(input_file, TCSADRAIN, &before);
    for (int index = 0; index < FAULTS; index++) sigaction(faults[index], &earlier[index], NULL);
    errno = error;
}

void patchbench_terminal_size(int output, int *rows, int *columns) {
    struct winsize size;
    int is_known = ioctl(output, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
    *rows = is_known ? size.ws_row : 24;
    *columns = is_known ? size.ws_col : 80;
}
