/*
 * title   Small blocks in a row: some go, and the others grow into their place
 * points  2
 * rules   best-fit split coalesce calloc-zero realloc-absorb realloc-shrink realloc-move
 *
 * May fail by anything.
 */
#include "snippets/snippet.h"

#define BLOCKS 24

int main(void)
{
	char *block[BLOCKS];

	os_free(os_malloc(CHUNK_FREED));

	/* Small ones in a row: two of three go, the third grows into their place, shrinks, and grows again. */
	for (size_t i = 0; i < BLOCKS; i++)
		block[i] = os_malloc(16 + i % 2 * 8);
	for (size_t i = 0; i < BLOCKS; i++)
		if (i % 3)
			os_free(block[i]);
	for (size_t i = 0; i < BLOCKS; i += 3)
		block[i] = os_realloc(block[i], 40 + i);
	for (size_t i = 0; i < BLOCKS; i += 3)
		block[i] = os_realloc(block[i], 40 - i);
	for (size_t i = 0; i < BLOCKS; i += 3)
		block[i] = os_realloc(block[i], 50 + i * 9);
	for (size_t i = 0; i < BLOCKS; i++)
		if (i % 3)
			block[i] = os_calloc(i, 4);

	/* A freed block stays freed. */
	char *freed = os_malloc(700);
	os_free(freed);
	os_realloc(freed, 100);

	for (size_t i = 0; i < BLOCKS; i++)
		os_free(block[i]);
	return 0;
}
