/*
 * title   Two free neighbours are one block for a zeroed one
 * points  2
 * rules   coalesce calloc-zero
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   best-fit  what was freed must be found again
 * needs   free-keep  the second of two freed neighbours leaves the first as it is
 *
 * The header of the second lies in the middle of the new block, and is cleared like the rest.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[8];

	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_calloc(31, 16);

	/* Freed upwards. They are one before the best fit is looked for: 496 bytes are taken from another place. */
	os_free(block[0]);
	os_free(block[1]);
	os_free(block[6]);
	os_calloc(1, 496);

	/* They hold two payloads and the header between them. */
	os_calloc(64, 16);

	/* Freed downwards. */
	os_free(block[4]);
	os_free(block[3]);
	os_calloc(1, 1024);
	return 0;
}
