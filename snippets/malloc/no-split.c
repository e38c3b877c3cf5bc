/*
 * title   A rest too small for a block is not split off
 * points  1
 * rules   no-split
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   best-fit  what was freed must be found again
 *
 * A rest must hold a header and 8 bytes. Until it does, the block is used whole and keeps its size.
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc(CHUNK_FILLED);
	char *hole = os_malloc(208);
	char *next = os_malloc(1008);
	os_malloc(16);

	/* 8, 16, 24 and 32 bytes are left over. The next block, freed, is no larger than it was. */
	for (size_t left_over = 8; left_over < 40; left_over += 8) {
		os_free(hole);
		hole = os_malloc(208 - left_over);
		os_free(next);
		next = os_malloc(1008);
	}

	/* It still has 208 bytes. */
	os_free(hole);
	os_malloc(208);
	return 0;
}
