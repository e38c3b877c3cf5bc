/*
 * Spans: the address space in pieces of 64 KiB, and what each of those is that belongs to this heap. A byte a span says
 * the kind; the rest of what is known stands beside, away from the memory that programs write to.
 *
 *     address:  | area: 18 bits | span: 14 bits | offset: 16 bits |
 *                     |                |
 *     areas[] --------+--> kind[] -----+--> a class, or another kind
 *
 * An area is made when the first of its spans is mapped, and stays. All but kind_of() is called under the lock.
 */
#ifndef MALLOC_FAST_SPAN_H_
#define MALLOC_FAST_SPAN_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "malloc/fast/class.h"

#define SPAN_SHIFT 16
#define SPAN_BYTES ((size_t)1 << SPAN_SHIFT)
#define AREA_SPANS 16384
#define AREAS 262144 /* of 1 GiB: more than the 47 bits of a program's addresses need */

/* A number of a span is its address / 64 KiB. */
typedef uint32_t span_number;

struct span {
	span_number next, previous; /* in a list of free runs, or of slabs with free objects; 0: none */
	uint32_t length;            /* of the run, in spans; valid in its first and, if it is free, its last one */
	bool is_clean;              /* of a free run, in both: nobody has written to it */
	bool is_old;                /* of a free run, in the first: it was free at the last sweep */
	uint16_t capacity, cut;     /* of a slab, in objects: what it can hold, and those that were ever used */
	uint16_t used;              /* objects that are not free */
	bool is_purged;             /* of a slab: nothing was freed since its free pages went back */
};

struct area {
	uint8_t kind[AREA_SPANS];
	struct span span[AREA_SPANS];
	uint64_t free[AREA_SPANS][SPAN_BYTES / 16 / 64]; /* of a slab, a bit an object: it was used, and is free */
};

extern struct area *areas[AREAS];

static inline unsigned kind_of(const void *ptr)
{
	uintptr_t number = (uintptr_t)ptr >> SPAN_SHIFT, area = number / AREA_SPANS;

	if (__builtin_expect(area >= AREAS || !areas[area], 0))
		return KIND_NONE;
	return areas[area]->kind[number % AREA_SPANS];
}

static inline void *span_start(span_number number)
{
	return (void *)((uintptr_t)number << SPAN_SHIFT);
}

static inline span_number span_of(const void *ptr)
{
	return (span_number)((uintptr_t)ptr >> SPAN_SHIFT);
}

/* Of one in an area that exists. */
static inline struct span *span_at(span_number number)
{
	return &areas[number / AREA_SPANS]->span[number % AREA_SPANS];
}

static inline uint64_t *slab_bits(span_number number)
{
	return areas[number / AREA_SPANS]->free[number % AREA_SPANS];
}

void span_set_kind(span_number first, size_t count, unsigned kind);

/* Into a list, at its head; out of it. */
void span_link(span_number *list, span_number number);
void span_unlink(span_number *list, span_number number);

/* Makes the areas that these spans lie in; false when memory is out. */
bool span_make_areas(span_number first, size_t count);

/* Ends the process: "osmem: free(0x7f1200000010): it was freed before", or what else `ptr` is. */
_Noreturn void span_stop(const char *call, const void *ptr);

#endif
