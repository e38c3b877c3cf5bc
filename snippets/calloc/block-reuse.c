/*
 * title   Freed blocks are cleared and used again: the smallest that fits, of equals the lowest
 * points  1
 * rules   best-fit tie split no-split append calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {1000, 500, 800, 500, 2000};
	char *hole[LENGTH(sizes)], *wall[LENGTH(sizes)];
	size_t left = HEAP_CHUNK;

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		hole[i] = os_calloc(sizes[i], 1);
		wall[i] = os_calloc(1, 24);
		left -= footprint(sizes[i]) + footprint(24);
	}
	char *rest = os_malloc(left - HEADER);

	/* Two equal holes, freed in both orders: the lower one is taken. */
	os_free(hole[3]);
	os_free(hole[0]);
	os_free(hole[1]);
	os_free(hole[4]);
	os_free(hole[2]);
	hole[1] = os_calloc(5, 100);
	hole[3] = os_calloc(100, 5);
	os_free(hole[1]);
	os_free(hole[3]);
	hole[1] = os_calloc(7, 71);
	hole[3] = os_calloc(1, 504);

	/* Of the holes of 1000, 800 and 2000. */
	hole[4] = os_calloc(1, 1500);
	hole[2] = os_calloc(97, 8);
	hole[0] = os_calloc(3, 300);
	char *beside_0 = os_calloc(12, 5);
	char *beside_4 = os_calloc(50, 2);
	/* No hole is left that has room for this. */
	char *behind = os_calloc(9, 50);

	for (size_t i = LENGTH(sizes); i-- > 0;) {
		os_free(wall[i]);
		os_free(hole[i]);
	}
	os_free(beside_0);
	os_free(beside_4);
	os_free(rest);
	os_free(behind);
	return 0;
}
