#ifndef PATCHBENCH_PROCESS_SHIM_H
#define PATCHBENCH_PROCESS_SHIM_H

#include <errno.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A thread's CPUs as a mask, bit by bit; the C library declares this for GNU sources alone. 0, or an error number. */
static inline int patchbench_get_affinity(pid_t thread, uint64_t *mask, size_t bytes) {
    return syscall(SYS_sched_getaffinity, thread, bytes, mask) < 0 ? errno : 0;
}

/* The arguments of this process, its name first, as main gets them; NULL where the C library does not tell. */
char *const *patchbench_get_arguments(void);

#endif
