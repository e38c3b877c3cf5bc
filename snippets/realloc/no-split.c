/*
 * title   A rest too small for a block stays with the block that shrinks
 * points  1
 * rules   realloc-shrink no-split
 * needs   realloc-copy  what is left of a block keeps its contents
 * needs   split  the blocks are cut from the first chunk
 * needs   best-fit  what was freed must be found again
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *block = os_malloc(208);
	char *next = os_malloc(1008);
	os_malloc(CHUNK_FREED - footprint(208) - footprint(1008));

	/* 8, 16, 24 and 32 bytes less. The next block, freed, is no larger than it was. */
	for (size_t less = 8; less < 40; less += 8) {
		block = os_realloc(block, 208 - less);
		os_free(next);
		next = os_malloc(976);
	}

	/* It still has 208 bytes, and room for all of them where it is. */
	block = os_realloc(block, 208);
	return 0;
}
