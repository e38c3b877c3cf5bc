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
	CLASS_NONE = 0,
	CLASS_COUNT = 73, /* with that one */
	CLASS_LARGEST = 32768,
};

struct class_info {
	uint32_t size;
	uint32_t inverse; /* 2^32 / size, rounded up: a division by `size` is a multiplication by this */
};

extern const struct class_info classes[CLASS_COUNT];

/* The smallest class whose objects have `size` bytes; `size` is at most CLASS_LARGEST. */
static inline unsigned class_of(size_t size)
{
	unsigned last = (unsigned)(size - (size > 0)); /* the offset of the last byte */
	unsigned shift = 28 - (unsigned)__builtin_clz(last | 128);

	return (last >> shift) + 8 * (shift - 4) + 1;
}

/*
 * Which object of its span `offset` belongs to; whether it is the start of one. Offsets are below 2^16 and sizes at
 * most 2^15, so the 32 fraction bits tell exactly (Lemire, Kaser and Kurz, "Faster remainder by direct computation",
 * 2019).
 */
static inline unsigned class_index(unsigned size_class, unsigned offset)
{
	return (unsigned)((uint64_t)offset * classes[size_class].inverse >> 32);
}

static inline bool class_is_start(unsigned size_class, unsigned offset)
{
	return offset * classes[size_class].inverse < classes[size_class].inverse;
}

#endif
