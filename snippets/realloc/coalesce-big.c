/*
 * title   A block swallows a long run, as far as it needs it
 * points  1
 * rules   realloc-absorb realloc-move
 * needs   realloc-copy  a block that moves takes its contents along
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   best-fit  what was freed must be found again
 * needs   leak  the place that a block has left is free
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[10];

	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_malloc(112);
	os_malloc(16);
	for (size_t i = 1; i < LENGTH(block); i++)
		os_free(block[i]);

	/* Three of nine free blocks, then one more. */
	block[0] = os_realloc(block[0], 4 * footprint(112) - HEADER);
	block[0] = os_realloc(block[0], 5 * footprint(112) - HEADER);

	/* All of them are not enough: it moves, and the whole run is one hole in its old place. */
	block[0] = os_realloc(block[0], 11 * footprint(112) - HEADER);
	os_malloc(10 * footprint(112) - HEADER);
	return 0;
}
