/* Alignment arithmetic. An alignment is a power of two. */
#ifndef BASE_ALIGN_H_
#define BASE_ALIGN_H_

#include <stddef.h>

/* The next multiple of `alignment` that is not below `value`. What leaves room for it, does not wrap. */
static inline size_t align_up(size_t value, size_t alignment)
{
	return (value + alignment - 1) & ~(alignment - 1);
}

#endif
