#define _GNU_SOURCE
#include "include/supervise.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Processes of the machine that one look takes in; those beyond are met by the next, when these are gone. */
enum { LOOK = 32768 };
static struct { pid_t pid, parent; } seen[LOOK];

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static pid_t parent_of(pid_t pid) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return 0;
    text[count] = 0;
    /* The name may hold anything, parentheses too. */
    char *end = strrchr(text, ')'), state;
    int parent;
    return end && sscanf(end + 1, " %c %d", &state, &parent) == 2 && state != 'Z' ? parent : 0;
}

/* Sends a signal to every living descendant of this process; how many there were. */
static int signal_descendants(int number) {
    DIR *list = opendir("/proc");
    if (!list) return 0;
    int count = 0;
    for (struct dirent *entry; count < LOOK && (entry = readdir(list));) {
        pid_t pid = atoi(entry->d_name);
        pid_t parent = pid > 0 ? parent_of(pid) : 0;
        if (parent > 0) { seen[count].pid = pid; seen[count++].parent = parent; }
    }
    closedir(list);
    int found = 0;
    pid_t own = getpid();
    /* Descendants come to the front: whoever has one of them, or this process, as its parent. */
    for (int grew = 1; grew;) {
        grew = 0;
        for (int i = found; i < count; i++) {
            int is = seen[i].parent == own;
            for (int j = 0; j < found && !is; j++) is = seen[i].parent == seen[j].pid;
            if (!is) continue;
            __typeof__(seen[0]) swapped = seen[found];
            seen[found] = seen[i];
            seen[i] = swapped;
            found++;
            grew = 1;
        }
    }
    for (int i = 0; i < found; i++) kill(seen[i].pid, number);
    return found;
}

static void start_program(const struct patchbench_command *command) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
    if (command->cpus && syscall(SYS_sched_setaffinity, 0, command->cpu_bytes, command->cpus) < 0) return;
    /* Where a container forbids it, addresses differ, and whoever counts sees it. */
    if (command->fixed_addresses) personality(ADDR_NO_RANDOMIZE);
    int input = open("/dev/null", O_RDONLY);
    if (input < 0 || chdir(command->directory) < 0 || dup2(input, 0) < 0) return;
    /* One of the two may have the number that the other is to get. */
    int errors = fcntl(command->errors, F_DUPFD, 3);
    if (errors < 0 || dup2(command->output, 1) < 0 || dup2(errors, 2) < 0) return;
    close_range(3, ~0U, 0);
    execve(command->arguments[0], (char *const *)command->arguments, (char *const *)command->environment);
}

static void add(struct rusage *sum, const struct rusage *more) {
    timeradd(&sum->ru_utime, &more->ru_utime, &sum->ru_utime);
    timeradd(&sum->ru_stime, &more->ru_stime, &sum->ru_stime);
    if (more->ru_maxrss > sum->ru_maxrss) sum->ru_maxrss = more->ru_maxrss;
    sum->ru_nvcsw += more->ru_nvcsw;
    sum->ru_nivcsw += more->ru_nivcsw;
}

/* Until none is left: one may start others while it is killed. What they took is added, where there is a sum. */
static void kill_descendants(struct rusage *sum) {
    struct rusage usage;
    for (int tries = 0; tries < 1000; tries++) {
        int left = signal_descendants(SIGKILL);
        while (wait4(-1, NULL, WNOHANG, &usage) > 0)
            if (sum) add(sum, &usage);
        if (left == 0) return;
        usleep(tries < 20 ? 500 : 5000);
    }
}

static void supervise(const struct patchbench_command *command, int socket) {
    struct patchbench_ending ending = {0};
    /* Of these all but the first are as good as being told to stop: what outlives this process would run on. */
    const int taken[] = {SIGCHLD, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    sigset_t signals_taken;
    sigemptyset(&signals_taken);
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        sigaddset(&signals_taken, taken[i]);
        signal(taken[i], SIG_DFL);
    }
    sigprocmask(SIG_SETMASK, &signals_taken, NULL);
    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    prctl(PR_SET_NAME, "pb-supervisor");
    int signals = signalfd(-1, &signals_taken, SFD_CLOEXEC);
    volatile int failure = 0;
    pid_t program = signals < 0 ? -1 : vfork();
    if (program == 0) {
        start_program(command);
        failure = errno;
        _exit(127);
    }
    int64_t start = now(), deadline = 0;
    if (program < 0) failure = errno;
    int is_told = 0, is_over = failure != 0;
    /* Other supervisors, and whoever reads an output until it is closed, must not wait for this process. */
    for (int file = 0; file < 3; file++) close(file);
    if (command->output > 2) close(command->output);
    if (command->errors > 2) close(command->errors);
    while (!is_over) {
        struct pollfd waits[2] = {{signals, POLLIN, 0}, {socket, is_told ? 0 : POLLIN, 0}};
        int64_t left = is_told ? (deadline - now()) / 1000000 : 1000;
        poll(waits, is_told ? 1 : 2, left < 0 ? 0 : (int)left + 1);
        struct signalfd_siginfo info;
        int is_asked = waits[0].revents && read(signals, &info, sizeof info) > 0 && info.ssi_signo != SIGCHLD;
        if (!is_told && (is_asked || waits[1].revents)) {
            is_told = 1;
            deadline = now() + command->grace_milliseconds * 1000000;
            signal_descendants(SIGTERM);
        }
        struct rusage usage;
        int status;
        for (pid_t ended; (ended = wait4(-1, &status, WNOHANG, &usage)) > 0;) {
            if (ended == program || command->counts_all) add(&ending.usage, &usage);
            if (ended != program) continue;
            ending.nanoseconds = now() - start;
            ending.status = status;
            is_over = 1;
        }
        if (is_told && now() >= deadline) is_over = 1;
    }
    kill_descendants(command->counts_all ? &ending.usage : NULL);
    ending.error = failure;
    (void)!send(socket, &ending, sizeof ending, MSG_NOSIGNAL);
    _exit(0);
}

pid_t patchbench_supervise(const struct patchbench_command *command, int *result) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0) return -errno;
    sigset_t all, before;
    sigfillset(&all);
    /* No handler of this process runs in the child. */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t supervisor = fork();
    if (supervisor == 0) {
        /* What else is open is this process's: above all the sockets of other supervisors. */
        int kept[3] = {ends[1], command->output, command->errors}, last = 2;
        for (int i = 0; i < 3; i++)
            for (int j = i + 1; j < 3; j++)
                if (kept[j] < kept[i]) { int swapped = kept[i]; kept[i] = kept[j]; kept[j] = swapped; }
        for (int i = 0; i < 3; i++) {
            if (kept[i] > last + 1) close_range(last + 1, kept[i] - 1, 0);
            if (kept[i] > last) last = kept[i];
        }
        close_range(last + 1, ~0U, 0);
        supervise(command, ends[1]);
    }
    int failure = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (supervisor < 0) {
        close(ends[0]);
        return -failure;
    }
    *result = ends[0];
    return supervisor;
}
