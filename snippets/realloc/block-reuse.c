/*
 * title   A block that has no room moves to the hole that fits best
 * points  2
 * rules   realloc-move realloc-copy best-fit tie
 * needs   leak  the place that a block has left is free
 * needs   append  the blocks are made behind the first chunk, which is in use
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {1040, 1008, 976, 1008};
	char *hole[LENGTH(sizes)];

	char *block[2];

	/* A small block behind each keeps them apart. */
	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(block); i++) {
		block[i] = os_malloc(96);
		os_malloc(16);
	}
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		hole[i] = os_malloc(sizes[i]);
		os_malloc(16);
	}
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(hole[i]);

	/* Into the smallest that has room, and the lower one of two equal ones. */
	block[0] = os_realloc(block[0], 960);
	block[1] = os_realloc(block[1], 1008);

	/* The places that they have left are free. */
	os_malloc(96);
	os_malloc(96);
	return 0;
}
