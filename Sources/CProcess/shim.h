#ifndef PATCHBENCH_PROCESS_SHIM_H
#define PATCHBENCH_PROCESS_SHIM_H

#include <errno.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The kernel's waitid(2) also tells what the child used, which the C library leaves out. WNOWAIT leaves the child to be
   collected by whoever started it. 0, or an error number. */
static inline int patchbench_wait_usage(pid_t process, struct rusage *usage) {
    long status;
    do {
        status = syscall(SYS_waitid, P_PID, process, (siginfo_t *)0, WEXITED | WNOWAIT, usage);
    } while (status < 0 && errno == EINTR);
    return status == 0 ? 0 : errno;
}

/* A thread's CPUs as a mask, bit by bit; the C library declares these for GNU sources alone. 0, or an error number. */
static inline int patchbench_get_affinity(pid_t thread, uint64_t *mask, size_t bytes) {
    return syscall(SYS_sched_getaffinity, thread, bytes, mask) < 0 ? errno : 0;
}

static inline int patchbench_set_affinity(pid_t thread, const uint64_t *mask, size_t bytes) {
    return syscall(SYS_sched_setaffinity, thread, bytes, mask) < 0 ? errno : 0;
}

#endif
