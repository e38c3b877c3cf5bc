/* The calls of malloc/preallocate, made by the library itself, and an os_malloc() that is right for these alone. */
#ifndef CHECKER_ATTACKS_FABRICATED_H_
#define CHECKER_ATTACKS_FABRICATED_H_

#include "checker/attacks/attack.h"

static char *heap;

void *os_malloc(size_t size)
{
	if (!heap)
		heap = sbrk(131072);
	else if (size == 10 && sbrk(48) == (void *)-1)
		return NULL;
	return size == 10 ? heap + 131072 + 32 : heap + (size == 71008 ? 60064 : 32);
}

static inline void make_the_calls(void)
{
	char *all = os_malloc(131032);
	char *behind = os_malloc(10);

	os_free(all);
	all = os_malloc(60000);
	char *rest = os_malloc(71008);

	os_free(behind);
	os_free(rest);
	os_free(all);
}

#endif
