/*
 * title   Everything at once
 * points  1
 * rules   best-fit split coalesce expand append calloc-zero realloc-move
 *
 * May fail by anything.
 */
#include "snippets/snippet.h"

#define BLOCKS 24

/* The same numbers in each run, spread over all sizes: many small, some of a page, some mapped. */
static size_t next_size(void)
{
	static unsigned state = 2463534242u;

	state = state * 1103515245u + 12345u;
	switch (state >> 16 & 15) {
	case 0:
		return 140000 + (state >> 20) % 60000;
	case 1:
	case 2:
		return 5000 + (state >> 20) % 30000;
	case 3:
	case 4:
	case 5:
		return 1000 + (state >> 20) % 2900;
	default:
		return 1 + (state >> 20) % 300;
	}
}

int main(void)
{
	char *block[BLOCKS] = {NULL};

	os_malloc(0);
	os_calloc(3, 0);
	os_realloc(NULL, 0);
	os_free(NULL);

	/* Blocks come, change their size and go. */
	os_malloc(CHUNK_FILLED);
	for (size_t round = 0; round < 6; round++) {
		for (size_t i = round % 3; i < BLOCKS; i += 3) {
			os_free(block[i]);
			block[i] = i % 2 ? os_malloc(next_size()) : os_calloc(2, next_size() / 2 + 1);
		}
		for (size_t i = round % 5; i < BLOCKS; i += 5)
			block[i] = os_realloc(block[i], next_size());
		for (size_t i = round % 4; i < BLOCKS; i += 4) {
			os_realloc(block[i], 0);
			block[i] = NULL;
		}
	}
	for (size_t i = 0; i < BLOCKS; i++)
		os_free(block[i]);
	return 0;
}
