/*
 * Magazines and the depot (Bonwick and Adams, "Magazines and Vmem", 2001). A magazine is an array of free objects of
 * one class. Each thread has two a class; the depot has full ones, so that threads and the slabs deal in magazines and
 * not in objects. Calls are made under the lock.
 *
 *     | next | ... | NULL | object | object | object | ... |    it begins and ends at a multiple of its size
 *                                                          ^ top, by which it is known
 *
 * NULL, no magazine, has neither an object nor room for one.
 *
 * The bound: the depot holds at most 512 KiB and a magazine of each class, and 8 MiB and a magazine of all.
 */
#ifndef MALLOC_FAST_DEPOT_H_
#define MALLOC_FAST_DEPOT_H_

#include <stdbool.h>
#include <stdint.h>

#include "malloc/fast/class.h"

static inline bool magazine_has_room(void **top)
{
	return (uintptr_t)top % MAGAZINE_BYTES != 0;
}

static inline bool magazine_has_object(void **top)
{
	return top && top[-1];
}

/* One without objects; NULL when memory is out. */
void **depot_take_empty(unsigned class);

/* One with objects for one without; when memory is out, the same one as it was. */
void **depot_exchange_empty(unsigned class, void **empty);

/* An empty one for a full one. */
void **depot_exchange_full(unsigned class, void **full);

/* Takes one back, with whatever is in it, or NULL. */
void depot_give(unsigned class, void **top);

#endif
