/*
 * title   A rest too small for a block is not split off a zeroed block
 * points  1
 * rules   no-split calloc-zero
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   best-fit  what was freed must be found again
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc(CHUNK_FILLED);
	char *hole = os_calloc(13, 16);
	char *next = os_calloc(1, 1008);
	os_calloc(1, 16);

	/* 8, 16, 24 and 32 bytes are left over. The next block, freed, is no larger than it was. */
	for (size_t left_over = 8; left_over < 40; left_over += 8) {
		os_free(hole);
		hole = os_calloc(1, 208 - left_over);
		os_free(next);
		next = os_calloc(63, 16);
	}

	/* It still has 208 bytes. */
	os_free(hole);
	os_calloc(1, 208);
	return 0;
}
