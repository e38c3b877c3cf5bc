/*
 * title   The first block shrinks, and grows back into its rest
 * points  2
 * rules   realloc-shrink realloc-absorb split
 * needs   realloc-copy  what is left of a block keeps its contents
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *first = os_malloc(4000);
	os_malloc(CHUNK_FREED - footprint(4000));

	first = os_realloc(first, 1008);
	first = os_realloc(first, 2000);
	os_malloc(1008);
	return 0;
}
