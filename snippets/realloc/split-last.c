/*
 * title   The last block shrinks, and its rest is the last block then
 * points  2
 * rules   realloc-shrink realloc-absorb split
 * needs   realloc-copy  what is left of a block keeps its contents
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_malloc(100000);
	char *last = os_malloc(CHUNK_FREED - footprint(100000));

	/* 10976 bytes are cut off. A new block takes some of them, then some more. */
	last = os_realloc(last, 20000);
	char *end = os_malloc(4000);
	end = os_realloc(end, 8000);
	os_malloc(1008);
	return 0;
}
