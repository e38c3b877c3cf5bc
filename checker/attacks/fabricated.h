/* The calls of malloc/preallocate, made by the library itself, and an os_malloc() that is right for these alone. */
#ifndef CHECKER_ATTACKS_FABRICATED_H_
#define CHECKER_ATTACKS_FABRICATED_H_

#include "checker/attacks/attack.h"

static char *heap;

void *os_malloc(size_t size)
{
	if (!heap)
		heap = sbrk(131072);
	switch (size) {
	case 1008:
		return heap + 0x20;
	case 16:
		return heap + 0x430;
	case 4000:
		return heap + 0x460;
	default:
		return heap + 0x1420;
	}
}

static inline void make_the_calls(void)
{
	os_malloc(1008);
	os_malloc(16);
	os_malloc(4000);
	os_malloc(100000);
}

#endif
