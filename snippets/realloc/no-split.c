/*
 * title   A rest too small for a block stays with the block that shrinks or swallows
 * points  3
 * rules   realloc-shrink no-split split realloc-absorb
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block = os_malloc(200);
	char *next = os_malloc(1000);
	char *rest = os_malloc(HEAP_CHUNK - footprint(200) - footprint(1000) - HEADER);

	/* 8, 16, 24 and 32 bytes less: the next block, freed, is no larger than it was. */
	for (size_t less = 8; less < 40; less += 8) {
		block = os_realloc(block, 200 - less);
		os_free(next);
		next = os_malloc(1000);
	}
	/* It still is 200 bytes long, and has room for all of them where it is. */
	block = os_realloc(block, 200);
	char *behind = os_malloc(8);

	/* 40 bytes less are a block of 8. */
	block = os_realloc(block, 160);
	char *beside = os_malloc(8);
	char *outside = os_malloc(8);

	/* The block of 8 is swallowed, and 32 bytes of it are left over: it is used whole. */
	os_free(beside);
	block = os_realloc(block, 161);
	char *outside_too = os_malloc(8);
	block = os_realloc(block, 199);

	/* Two blocks of 8; the first one is enough for 135 bytes, and is used whole. */
	block = os_realloc(block, 160);
	block = os_realloc(block, 119);
	block = os_realloc(block, 135);
	beside = os_malloc(8);

	os_free(block);
	os_free(next);
	os_free(rest);
	os_free(beside);
	os_free(outside_too);
	os_free(outside);
	os_free(behind);
	return 0;
}
