/*
 * title   A rest too small for a block is not split off a zeroed block
 * points  1
 * rules   no-split split best-fit calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *hole = os_calloc(1, 200);
	char *next = os_calloc(1, 1000);
	char *rest = os_malloc(HEAP_CHUNK - footprint(200) - footprint(1000) - HEADER);

	/* 0, 8, 16, 24 and 32 bytes remain. The next block, freed, is no larger than it was. */
	for (size_t count = 25; count > 20; count--) {
		os_free(hole);
		hole = os_calloc(count, 8);
		os_free(next);
		next = os_calloc(1, 1000);
	}
	os_free(hole);
	hole = os_calloc(7, 23);
	char *behind = os_calloc(20, 10);

	/* It is still 200 bytes long. */
	os_free(hole);
	hole = os_calloc(4, 50);

	/* 40 bytes remain: one more block of 8, and no more than one. */
	os_free(hole);
	hole = os_calloc(40, 4);
	char *beside = os_calloc(1, 8);
	char *outside = os_calloc(8, 1);

	os_free(hole);
	os_free(beside);
	hole = os_calloc(9, 17);
	beside = os_calloc(1, 1);

	os_free(hole);
	os_free(next);
	os_free(rest);
	os_free(beside);
	os_free(behind);
	os_free(outside);
	return 0;
}
