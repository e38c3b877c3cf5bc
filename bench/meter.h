/* Marks the stretches of a program that are measured, and measures them: by the clock, or by stepping through. */
#ifndef BENCH_METER_H_
#define BENCH_METER_H_

#include <stdbool.h>

#include "bench/pattern.h"

/* A pattern on an allocator, in a process of its own, which begins with a fresh heap. */
struct racer {
	const struct allocator *allocator;
	const struct pattern *pattern;
	struct load load;
	double time; /* nanoseconds a pair: the middle of all its stretches */
};

/*
 * Lets them run one after the other, a stretch each, again and again, so that the machine's moods hit all alike; and
 * all of that in several sets of processes, since what pages a heap got makes it quick or slow for good.
 */
void meter_race(struct racer *racers, size_t count);

/*
 * Instructions a pair, in user space. A stretch is traced and stepped through, one instruction at a time, which needs
 * no counter of the processor's, is exact, and is slow: a thousand pairs will do.
 */
double meter_instructions(const struct allocator *allocator, const struct pattern *pattern, struct load load);

/* What the pattern returns in a process of its own, of which nothing is measured. */
double meter_result(const struct allocator *allocator, const struct pattern *pattern, struct load load);

/* Called by a pattern, around each stretch: while (meter_start()) { ... meter_stop(); } */
bool meter_start(void);
void meter_stop(void);

#endif
