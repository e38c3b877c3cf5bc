/*
 * title   Blocks move from the heap to mappings, from one to another, and back
 * points  2
 * rules   best-fit append realloc-grow-last realloc-move realloc-copy
 *
 * May fail by anything.
 */
#include "snippets/snippet.h"

#define BLOCKS 24

int main(void)
{
	char *block[BLOCKS];

	char *most = os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < BLOCKS; i++)
		block[i] = os_malloc(16 + i * 8);

	/* The last block grows where it is; in front of another it cannot. */
	char *last = os_malloc(100000);
	last = os_realloc(last, 100100);
	char *behind = os_malloc(3000);
	last = os_realloc(last, 100200);

	/* From the heap to mappings, from one to another, and back. */
	for (size_t i = 0; i < BLOCKS; i += 8)
		block[i] = os_realloc(block[i], 131072 + i);
	for (size_t i = 0; i < BLOCKS; i += 8)
		block[i] = os_realloc(block[i], 200000 + i);
	for (size_t i = 0; i < BLOCKS; i += 8)
		block[i] = os_realloc(block[i], 1000 + i);

	/* A mapping made between two blocks does not keep them apart: they are neighbours, and the last ones. */
	char *one = os_malloc(20000);
	char *mapped = os_malloc(140000);
	char *other = os_malloc(20000);
	os_free(one);
	os_free(other);
	one = os_malloc(40032);
	os_free(mapped);

	os_free(last);
	os_free(behind);
	for (size_t i = 0; i < BLOCKS; i++)
		os_free(block[i]);

	/* All that is free is one block now, of more than 128 KiB. */
	os_free(most);
	os_malloc(130000);
	os_free(one);
	return 0;
}
