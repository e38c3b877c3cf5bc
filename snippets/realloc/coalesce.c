/*
 * title   A block swallows free neighbours behind it, one at a time
 * points  2
 * rules   realloc-absorb realloc-absorb-stop realloc-move
 * needs   realloc-copy  a block that moves takes its contents along
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   best-fit  what was freed must be found again
 * needs   free-keep  freed neighbours are not joined yet when a block swallows them
 * needs   coalesce  what is swallowed is joined, with its header
 * needs   order  the place that a block leaves is free only when it has moved
 * needs   expand  the free block in front is not the last and does not grow
 *
 * It stops as soon as it has enough. The second neighbour is left alone where the first one will do.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[12];

	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_malloc(16);

	/* With the first, 64 bytes are enough for 48, and the 16 left over are no block. */
	os_free(block[1]);
	os_free(block[2]);
	block[0] = os_realloc(block[0], 48);
	os_malloc(16);

	/* The same, freed the other way round. */
	os_free(block[5]);
	os_free(block[4]);
	block[3] = os_realloc(block[3], 48);
	os_malloc(16);

	/* For 112 bytes it takes both. */
	os_free(block[7]);
	os_free(block[8]);
	block[6] = os_realloc(block[6], 112);

	/* What lies in front is never swallowed: it moves. */
	os_free(block[9]);
	block[10] = os_realloc(block[10], 64);
	return 0;
}
