/*
 * Size classes: from 16 to 128 bytes in steps of 16, then eight to each doubling, up to 32 KiB. An object is less than
 * an eighth larger than what was asked for, but for the smallest.
 */
#ifndef MALLOC_FAST_CLASS_H_
#define MALLOC_FAST_CLASS_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CLASS_LAST = 72, /* of those for callers, from 1 on */
	CLASS_LARGEST = 32768,
	CLASS_STEPS = 1024,
	CLASS_MAGAZINE = 73, /* the heap's own */
	CLASS_COUNT,
	MAGAZINE_BYTES = 512,
};

/* What a piece of memory is: a class, or one of these. KIND_NONE is 0, as everything is that is not ours. */
enum { KIND_NONE = 0, KIND_FREE = CLASS_COUNT, KIND_LARGE, KIND_INNER, KIND_COUNT };

struct class_info {
	uint32_t size;
	uint32_t inverse; /* 2^32 / size, rounded up: a division by `size` is a multiplication by this */
};

/* Zeros for a kind that is no class. */
extern const struct class_info classes[KIND_COUNT];

/* Of sizes up to 1024, in steps of 16. */
extern const uint8_t class_by_step[1024 / 16 + 1];

/* The smallest class whose objects have `size` bytes; `size` is at most CLASS_LARGEST. */
static inline size_t class_of(size_t size)
{
	unsigned last = (unsigned)size - 1, shift; /* the offset of the last byte */

	if (__builtin_expect(size <= CLASS_STEPS, 1))
		return class_by_step[(size + 15) / 16];
	shift = 28 - (unsigned)__builtin_clz(last);
	return (last >> shift) + 8 * (shift - 4) + 1;
}

/*
 * Which object of its span `ptr` is in; whether it is the start of one, which nothing is of a kind that is no class.
 * Spans have 2^16 bytes and objects at most 2^15, so the 32 fraction bits tell exactly (Lemire, Kaser and Kurz, "Faster
 * remainder by direct computation", 2019).
 */
static inline unsigned class_index(unsigned size_class, const void *ptr)
{
	return (unsigned)((uint64_t)(uint16_t)(uintptr_t)ptr * classes[size_class].inverse >> 32);
}

static inline bool class_is_start(unsigned kind, const void *ptr)
{
	return (uint16_t)(uintptr_t)ptr * classes[kind].inverse < classes[kind].inverse;
}

#endif
