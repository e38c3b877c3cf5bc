/*
 * title   Freed blocks are used again: the smallest that fits, of equals the lowest
 * points  3
 * rules   best-fit tie split no-split append free-keep
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {1000, 500, 800, 500, 2000};
	char *hole[LENGTH(sizes)], *wall[LENGTH(sizes)];
	size_t left = HEAP_CHUNK;

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		hole[i] = os_malloc(sizes[i]);
		wall[i] = os_malloc(24);
		left -= footprint(sizes[i]) + footprint(24);
	}
	char *rest = os_malloc(left - HEADER);

	/* Two equal holes, freed in both orders: the lower one is taken. */
	os_free(hole[3]);
	os_free(hole[0]);
	os_free(hole[1]);
	os_free(hole[4]);
	os_free(hole[2]);
	hole[1] = os_malloc(500);
	hole[3] = os_malloc(500);
	os_free(hole[1]);
	os_free(hole[3]);
	hole[1] = os_malloc(497);
	hole[3] = os_malloc(499);

	/* Of the holes of 1000, 800 and 2000. */
	hole[2] = os_malloc(776);
	hole[4] = os_malloc(1500);
	hole[0] = os_malloc(900);
	char *beside_0 = os_malloc(60);
	char *beside_4 = os_malloc(100);
	/* No hole is left that has room for this. */
	char *behind = os_malloc(450);

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		os_free(hole[i]);
		os_free(wall[i]);
	}
	os_free(beside_0);
	os_free(beside_4);
	os_free(rest);
	os_free(behind);
	return 0;
}
