/* SPDX-License-Identifier: MIT OR GPL-2.0 */
#ifndef SLAB_BENCH_H
#define SLAB_BENCH_H

#include <linux/percpu.h>

/* How often a CPU took the list lock of a node; the benchmark adds the CPUs up. */
DECLARE_PER_CPU(unsigned long, node_lock_acquisitions);

static inline void count_node_lock(void)
{
	this_cpu_inc(node_lock_acquisitions);
}

#endif
