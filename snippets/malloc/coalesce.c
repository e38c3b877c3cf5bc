/*
 * title   Two free neighbours are one block: the first, in the middle, the last
 * points  3
 * rules   coalesce best-fit split expand
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[8];

	for (size_t i = 0; i < 7; i++)
		block[i] = os_malloc(i == 3 || i == 4 ? 1500 : 1000);
	block[7] = os_malloc(HEAP_CHUNK - 5 * footprint(1000) - 2 * footprint(1500) - HEADER);

	/* Two in the middle, freed downwards, hold 3040 bytes; the first two, freed upwards, hold 2032. */
	os_free(block[4]);
	os_free(block[3]);
	os_free(block[0]);
	os_free(block[1]);
	block[3] = os_malloc(3033);
	block[0] = os_malloc(2032);

	/* They are one before the best fit is looked for: 900 bytes come from the block of 1000 there is. */
	os_free(block[3]);
	os_free(block[6]);
	block[6] = os_malloc(900);
	block[3] = os_malloc(1001);

	/* The last two, one of which grows the other. */
	os_free(block[7]);
	os_free(block[6]);
	block[7] = os_malloc(131000);

	os_free(block[2]);
	os_free(block[7]);
	os_free(block[0]);
	os_free(block[5]);
	os_free(block[3]);
	block[0] = os_malloc(131032);
	os_free(block[0]);
	return 0;
}
