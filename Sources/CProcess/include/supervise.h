#ifndef PATCHBENCH_SUPERVISE_H
#define PATCHBENCH_SUPERVISE_H

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

/* What to start: a program with its arguments, environment and folder, and the files that take its outputs. */
struct patchbench_command {
    const char *const *arguments;
    const char *const *environment;
    const char *directory;
    int output, errors;
    /* The CPUs that it may run on, bit by bit; none: whatever this process may. */
    const uint64_t *cpus;
    size_t cpu_bytes;
    /* Whether the kernel is to put everything at the same addresses in every run, where it may. */
    int fixed_addresses;
    /* Whether what processes took counts that the program left behind, too: a sandbox does not wait for its own. */
    int counts_all;
    /* Between being told to terminate and being killed. */
    int64_t grace_milliseconds;
};

struct patchbench_ending {
    /* Why it could not be started, or 0. */
    int32_t error;
    /* As wait(2) has it. */
    int32_t status;
    /* From the start of the program to its end. */
    int64_t nanoseconds;
    /* Of the program and what it waited for. */
    struct rusage usage;
};

/* Starts a command below a supervisor of its own, a process that every descendant of the command ends up with, whatever
   session it moves to. When the command ends, or the socket is shut down for writing, or this process goes, however it
   does, the supervisor ends all of them. Then it writes the ending to the socket and ends.
   Returns the supervisor, which has to be waited for, or the negative of an error number. */
pid_t patchbench_supervise(const struct patchbench_command *command, int *socket);

#endif
