/*
 * title   A long run of free blocks is one block for a zeroed one
 * points  1
 * rules   coalesce calloc-zero
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   best-fit  what was freed must be found again
 * needs   free-keep  the second of two freed neighbours leaves the first as it is
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[20];

	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_calloc(9, 16);
	os_malloc(16);

	/* Every other one first. */
	for (size_t i = 0; i < LENGTH(block); i += 2)
		os_free(block[i]);
	for (size_t i = 1; i < LENGTH(block); i += 2)
		os_free(block[i]);
	os_calloc(1, LENGTH(block) * footprint(144) - HEADER);
	return 0;
}
