/*
 * title   Freed blocks are used again: the smallest that fits, of equals the lowest
 * points  3
 * rules   best-fit tie
 * needs   append  the blocks are made behind the first chunk, which is in use
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {1040, 1008, 976, 1008};
	char *hole[LENGTH(sizes)];

	/* A small block behind each keeps them apart. */
	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		hole[i] = os_malloc(sizes[i]);
		os_malloc(16);
	}
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(hole[i]);

	/* All four have room for this. */
	os_malloc(960);

	/* Two equal ones, whatever was freed last. */
	hole[1] = os_malloc(1008);
	hole[3] = os_malloc(1008);
	os_free(hole[3]);
	os_free(hole[1]);
	os_malloc(1008);
	os_malloc(1008);

	os_malloc(1040);
	return 0;
}
