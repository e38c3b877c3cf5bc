/*
 * title   A rest too small for a block is not split off
 * points  2
 * rules   no-split split best-fit
 *
 * A rest must hold a header and 8 bytes. Until it does, the block is used whole and keeps its size.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *hole = os_malloc(200);
	char *next = os_malloc(1000);
	char *rest = os_malloc(HEAP_CHUNK - footprint(200) - footprint(1000) - HEADER);

	/* 0, 8, 16, 24 and 32 bytes remain. The next block, freed, is no larger than it was. */
	for (size_t remain = 0; remain < 40; remain += 8) {
		os_free(hole);
		hole = os_malloc(200 - remain);
		os_free(next);
		next = os_malloc(1000);
	}
	os_free(hole);
	hole = os_malloc(161);
	char *behind = os_malloc(200);

	/* It is still 200 bytes long. */
	os_free(hole);
	hole = os_malloc(200);

	/* 40 bytes remain: one more block of 8, and no more than one. */
	os_free(hole);
	hole = os_malloc(160);
	char *beside = os_malloc(8);
	char *outside = os_malloc(8);

	os_free(hole);
	os_free(beside);
	hole = os_malloc(153);
	beside = os_malloc(1);

	os_free(hole);
	os_free(next);
	os_free(rest);
	os_free(beside);
	os_free(behind);
	os_free(outside);
	return 0;
}
