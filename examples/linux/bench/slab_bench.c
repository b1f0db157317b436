// SPDX-License-Identifier: MIT OR GPL-2.0
/*
 * Runs tests (KTAP) or the benchmark (JSON, a line a metric) of the slab allocator at the end of the boot, prints them
 * on the console, and ends the machine. In the benchmark all CPUs allocate N objects of a size at the same time, and
 * when all are done, free them. On the kernel's command line: slab_bench.run=test|bench, slab_bench.objects=N,
 * slab_bench.accelerator=kvm|tcg.
 */
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/init.h>
#include <linux/kthread.h>
#include <linux/moduleparam.h>
#include <linux/reboot.h>
#include <linux/slab.h>
#include <linux/slab_bench.h>
#include <linux/string.h>
#include <linux/timex.h>
#include <linux/vmalloc.h>

DEFINE_PER_CPU(unsigned long, node_lock_acquisitions);

static char *run = "";
module_param(run, charp, 0444);
static int objects = 2000;
module_param(objects, int, 0444);
static char *accelerator = "";
module_param(accelerator, charp, 0444);

/* What one CPU does in a phase. */
struct worker {
	void **object;
	u64 cycles;
};

/* A phase: all workers begin when `begin` is complete, the last one completes `end`. */
struct phase {
	struct completion begin, end;
	atomic_t running;
	size_t size;
	void (*work)(struct worker *worker, size_t size);
};

static DEFINE_PER_CPU(struct worker, workers);
static struct phase phase;

static void allocate(struct worker *worker, size_t size)
{
	int i;

	for (i = 0; i < objects; i++) {
		worker->object[i] = kmalloc(size, GFP_KERNEL);
		if (worker->object[i])
			*(char *)worker->object[i] = 1;
	}
}

static void give_back(struct worker *worker, size_t size)
{
	int i;

	for (i = 0; i < objects; i++)
		kfree(worker->object[i]);
}

static int work(void *unused)
{
	struct worker *worker = this_cpu_ptr(&workers);
	cycles_t begin;

	wait_for_completion(&phase.begin);
	begin = get_cycles();
	phase.work(worker, phase.size);
	worker->cycles = get_cycles() - begin;
	if (atomic_dec_and_test(&phase.running))
		complete(&phase.end);
	return 0;
}

static unsigned long all_locks(void)
{
	unsigned long sum = 0;
	int cpu;

	for_each_online_cpu(cpu)
		sum += per_cpu(node_lock_acquisitions, cpu);
	return sum;
}

/* A mean over objects and CPUs with four decimals, since two made steps of 14% of a count. */
static void print_mean(const char *metric, size_t size, const char *unit, u64 sum)
{
	u64 of = (u64)objects * num_online_cpus();
	u64 whole = sum / of, part = sum % of * 10000 / of;

	pr_info("{\"metric\":\"%s\",\"parameters\":{\"size\":%zu},\"unit\":\"%s\",\"value\":%llu.%04llu,\"better\":\"less\","
		"\"conditions\":{\"cpus\":%u,\"N\":%d,\"accelerator\":\"%s\"}}\n",
		metric, size, unit, whole, part, num_online_cpus(), objects, accelerator);
}

static void run_phase(const char *name, size_t size, void (*work_of_phase)(struct worker *, size_t))
{
	char metric[32];
	unsigned long locks;
	u64 cycles = 0;
	int cpu;

	init_completion(&phase.begin);
	init_completion(&phase.end);
	atomic_set(&phase.running, num_online_cpus());
	phase.size = size;
	phase.work = work_of_phase;
	for_each_online_cpu(cpu) {
		struct task_struct *task = kthread_create_on_cpu(work, NULL, cpu, "slab_bench/%u");

		BUG_ON(IS_ERR(task));
		wake_up_process(task);
	}
	locks = all_locks();
	complete_all(&phase.begin);
	wait_for_completion(&phase.end);
	locks = all_locks() - locks;
	for_each_online_cpu(cpu)
		cycles += per_cpu(workers, cpu).cycles;

	snprintf(metric, sizeof(metric), "%s_locks", name);
	print_mean(metric, size, "per object", locks);
	/* An emulated CPU has no cycles to speak of. */
	if (!strcmp(accelerator, "kvm"))
		print_mean(name, size, "cycles", cycles);
}

static void bench(void)
{
	size_t size;
	int cpu;

	for_each_online_cpu(cpu)
		per_cpu(workers, cpu).object = vzalloc(array_size(objects, sizeof(void *)));
	for (size = 32; size <= 4096; size *= 2) {
		run_phase("alloc", size, allocate);
		run_phase("free", size, give_back);
	}
}

static bool objects_are_distinct(void)
{
	enum { count = 500 };
	static unsigned long *object[count];
	bool distinct = true;
	unsigned long i;

	for (i = 0; i < count; i++) {
		object[i] = kmalloc(64, GFP_KERNEL);
		if (object[i])
			*object[i] = i;
	}
	for (i = 0; i < count; i++) {
		distinct = distinct && object[i] && *object[i] == i;
		kfree(object[i]);
	}
	return distinct;
}

static bool zeroed_objects_are_zero(void)
{
	size_t size;

	for (size = 32; size <= 4096; size *= 2) {
		char *object = kmalloc(size, GFP_KERNEL);
		bool zero;

		memset(object, 0x5a, size);
		kfree(object);
		object = kzalloc(size, GFP_KERNEL);
		zero = object && !memchr_inv(object, 0, size);
		kfree(object);
		if (!zero)
			return false;
	}
	return true;
}

static bool a_shrunk_cache_keeps_what_is_used(void)
{
	struct kmem_cache *cache = kmem_cache_create("slab_bench", 256, 0, 0, NULL);
	enum { count = 300 };
	static int *object[count];
	bool kept = cache;
	int i;

	if (!cache)
		return false;
	for (i = 0; i < count; i++) {
		object[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		*object[i] = i;
	}
	for (i = 0; i < count; i += 2)
		kmem_cache_free(cache, object[i]);
	kmem_cache_shrink(cache);
	for (i = 1; i < count; i += 2) {
		kept = kept && *object[i] == i;
		kmem_cache_free(cache, object[i]);
	}
	kmem_cache_destroy(cache);
	return kept;
}

static void test(void)
{
	static const struct {
		const char *name;
		bool (*passes)(void);
	} tests[] = {
		{ "objects_are_distinct", objects_are_distinct },
		{ "zeroed_objects_are_zero", zeroed_objects_are_zero },
		{ "a_shrunk_cache_keeps_what_is_used", a_shrunk_cache_keeps_what_is_used },
	};
	int i;

	pr_info("KTAP version 1\n1..%zu\n", ARRAY_SIZE(tests));
	for (i = 0; i < ARRAY_SIZE(tests); i++)
		pr_info("%s %d %s\n", tests[i].passes() ? "ok" : "not ok", i + 1, tests[i].name);
}

static int __init slab_bench(void)
{
	if (!strcmp(run, "test"))
		test();
	else if (!strcmp(run, "bench"))
		bench();
	else
		return 0;
	pr_info("slab_bench: done\n");
	emergency_restart();
	return 0;
}
late_initcall(slab_bench);
