/*
 * title   A block swallows free neighbours behind it, one at a time
 * points  3
 * rules   realloc-absorb realloc-absorb-stop split no-split realloc-move
 *
 * It stops as soon as it has enough. The second neighbour is left alone where the first one will do, even if
 * both are free and the rest is too small to be split off. What lies in front is never swallowed.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[16];
	char *rest;

	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_malloc(16);
	rest = os_malloc(HEAP_CHUNK - LENGTH(block) * footprint(16) - HEADER);

	/* At the first place: 64 bytes are enough for 40, and 24 are no block. */
	os_free(block[2]);
	os_free(block[1]);
	block[0] = os_realloc(block[0], 40);
	block[1] = os_malloc(16);

	/* In the middle: 112 bytes, for which it takes both. The free block in front stays as it is. */
	os_free(block[5]);
	os_free(block[7]);
	os_free(block[8]);
	block[6] = os_realloc(block[6], 112);
	block[5] = os_malloc(16);

	/* Both are taken for 72 bytes too, and 40 bytes come back as a block. */
	os_free(block[10]);
	os_free(block[11]);
	block[9] = os_realloc(block[9], 72);
	block[10] = os_malloc(8);

	/* At the last place: what lies behind is the last block, and some of it is swallowed. */
	os_free(rest);
	os_free(block[15]);
	block[14] = os_realloc(block[14], 1000);
	rest = os_malloc(100000);

	/* Nothing is free behind it: it moves, even though the place in front would make it large enough. */
	os_free(block[12]);
	block[13] = os_realloc(block[13], 60);

	for (size_t i = 0; i < LENGTH(block); i++)
		if (i != 2 && i != 7 && i != 8 && i != 11 && i != 12 && i != 15)
			os_free(block[i]);
	os_free(rest);
	return 0;
}
