/*
 * title   One block is truncated again and again
 * points  2
 * rules   realloc-shrink realloc-absorb realloc-absorb-stop split
 * needs   realloc-copy  what is left of a block keeps its contents
 *
 * Each rest is a block of its own, even where the one behind it is free: they become one only when a block is
 * looked for.
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *one = os_malloc(CHUNK_FREED);

	one = os_realloc(one, 100000);
	one = os_realloc(one, 50000);

	/* The first rest is enough, and is used whole: 16 bytes of it are no block. */
	one = os_realloc(one, 99984);
	os_malloc(1008);
	return 0;
}
