/*
 * title   Two free neighbours are one block
 * points  2
 * rules   coalesce
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   best-fit  what was freed must be found again
 * needs   free-keep  the second of two freed neighbours leaves the first as it is
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[8];

	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_malloc(496);

	/* Freed upwards. They are one before the best fit is looked for: 496 bytes are taken from another place. */
	os_free(block[0]);
	os_free(block[1]);
	os_free(block[6]);
	os_malloc(496);

	/* They hold two payloads and the header between them. */
	os_malloc(1024);

	/* Freed downwards. */
	os_free(block[4]);
	os_free(block[3]);
	os_malloc(1024);
	return 0;
}
