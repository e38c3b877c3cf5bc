/*
 * title   Freed blocks are cleared and used again: the smallest that fits, of equals the lowest
 * points  2
 * rules   best-fit tie calloc-zero
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
		hole[i] = os_calloc(1, sizes[i]);
		os_calloc(1, 16);
	}
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(hole[i]);

	/* All four have room for this. */
	os_calloc(60, 16);

	/* Two equal ones, whatever was freed last. */
	hole[1] = os_calloc(63, 16);
	hole[3] = os_calloc(1, 1008);
	os_free(hole[3]);
	os_free(hole[1]);
	os_calloc(63, 16);
	os_calloc(1, 1008);

	os_calloc(65, 16);
	return 0;
}
