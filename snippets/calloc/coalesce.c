/*
 * title   Two free neighbours are one block for a zeroed one: the first, in the middle, the last
 * points  2
 * rules   coalesce best-fit split expand calloc-zero
 *
 * The header of the second lies in the middle of the new block, and is cleared like the rest.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[8];
	char *rest = os_malloc(HEAP_CHUNK - 6 * footprint(1000) - 2 * footprint(1500) - HEADER);

	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_calloc(i == 3 || i == 4 ? 15 : 10, 100);

	/* Two in the middle, freed downwards, hold 3040 bytes; the first two, freed upwards, hold 2032. */
	os_free(block[4]);
	os_free(block[3]);
	os_free(block[0]);
	os_free(block[1]);
	block[3] = os_calloc(95, 32);
	block[0] = os_calloc(2, 1016);

	/* They are one before the best fit is looked for: 900 bytes come from the block of 1000 there is. */
	os_free(block[3]);
	os_free(block[6]);
	block[6] = os_calloc(9, 100);
	block[3] = os_calloc(7, 143);

	/* The last two, one of which grows the other. */
	os_free(block[7]);
	os_free(block[6]);
	block[7] = os_calloc(3, 1000);

	os_free(block[2]);
	os_free(block[7]);
	os_free(block[0]);
	os_free(block[5]);
	os_free(block[3]);
	block[0] = os_calloc(1, 4056);
	os_free(block[0]);
	os_free(rest);
	return 0;
}
