/* Marks the stretch of a program that is measured, and measures it: by the clock, or by stepping through it. */
#ifndef BENCH_METER_H_
#define BENCH_METER_H_

#include "bench/pattern.h"

/* The middle of three runs, each in a process of its own, which begins with a fresh heap. Nanoseconds a pair. */
double meter_time(const struct allocator *allocator, const struct pattern *pattern, struct load load);

/*
 * Instructions a pair, in user space. The run is traced and stepped through, one instruction at a time, which needs no
 * counter of the processor's, is exact, and is slow: a few thousand pairs will do.
 */
double meter_instructions(const struct allocator *allocator, const struct pattern *pattern, struct load load);

/* What the pattern returns in a process of its own, of which nothing is measured. */
double meter_result(const struct allocator *allocator, const struct pattern *pattern, struct load load);

/* Called by a pattern, around what is to be measured. */
void meter_start(void);
void meter_stop(void);

#endif
