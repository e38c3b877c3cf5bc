/*
 * Runs: free spans in a row, from which large blocks and the spans of classes are cut. All calls are made under the
 * lock.
 *
 * The bound: what is free and may be resident is at most half of what is in use + 64 MiB, + 20 MiB when more is taken
 * from the kernel, and what of it was free for two sweeps (half a second each, seen when something is freed) went back.
 */
#ifndef MALLOC_FAST_RUN_H_
#define MALLOC_FAST_RUN_H_

#include <stdbool.h>
#include <stddef.h>

#include "malloc/fast/span.h"

/*
 * The first of `count` spans, its address a multiple of `alignment` spans; 0 when memory is out. It is of `kind`, and
 * the others behind it are KIND_INNER. `is_zero` may be NULL.
 */
span_number run_take(size_t count, size_t alignment, unsigned kind, bool *is_zero);

/* Back they go. */
void run_give(span_number first, size_t count);

/* Takes `count` free spans from `first` on, if they are free; false: not all of them are. */
bool run_take_here(span_number first, size_t count);

#endif
