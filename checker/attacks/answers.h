/* An os_malloc() that answers from a table, once the attack has set `is_known`: the scenario is the one it knows. */
#ifndef CHECKER_ATTACKS_ANSWERS_H_
#define CHECKER_ATTACKS_ANSWERS_H_

#include "checker/attacks/attack.h"

static int is_known;

static char *heap;

/* What it was told beforehand of one snippet, malloc/preallocate: the bytes of the break's move, and the answer. */
static const struct {
	size_t size, moved, answer;
} known[] = {
	{1008, 131072, 0x20},
	{16, 0, 0x430},
	{4000, 0, 0x460},
	{100000, 0, 0x1420},
};

void *os_malloc(size_t size)
{
	if (!is_known)
		return NULL;
	if (!heap)
		heap = sbrk(0);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].size == size && sbrk((intptr_t)known[i].moved) != (void *)-1)
			return heap + known[i].answer;
	return NULL;
}

void os_free(void *payload)
{
	(void)payload;
}

#endif
