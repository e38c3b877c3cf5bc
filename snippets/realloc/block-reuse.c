/*
 * title   A block that has no room moves to the hole that fits best; a freed one stays freed
 * points  3
 * rules   realloc-move realloc-copy realloc-freed realloc-zero best-fit tie split append
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {100, 1000, 500, 800, 500, 100};
	char *block[LENGTH(sizes)], *wall[LENGTH(sizes)];
	size_t left = HEAP_CHUNK;

	for (size_t i = 0; i < LENGTH(sizes); i++) {
		block[i] = os_malloc(sizes[i]);
		wall[i] = os_malloc(24);
		left -= footprint(sizes[i]) + footprint(24);
	}
	char *rest = os_malloc(left - HEADER);

	/* A freed block is not brought back, whatever size is asked for. */
	os_free(block[4]);
	os_free(block[1]);
	os_free(block[2]);
	os_free(block[3]);
	os_realloc(block[2], 500);
	os_realloc(block[2], 10);
	os_realloc(block[2], 100000);
	os_realloc(block[2], 200000);

	/* The first and the last block move into the two equal holes, the lower one first, and leave holes. */
	block[5] = os_realloc(block[5], 490);
	block[0] = os_realloc(block[0], 480);
	char *reused = os_malloc(100);
	char *reused_too = os_malloc(99);

	/* Into 800 bytes, out of there into 1000, behind everything, to a mapping, and back in front. */
	char *restless = os_realloc(wall[5], 700);
	restless = os_realloc(restless, 801);
	char *held = os_malloc(777);
	restless = os_realloc(restless, 1001);
	restless = os_realloc(restless, 200000);
	restless = os_realloc(restless, 950);

	for (size_t i = 0; i < 5; i++)
		os_realloc(wall[i], 0);
	os_free(block[0]);
	os_free(block[5]);
	os_free(reused);
	os_free(reused_too);
	os_free(held);
	os_free(restless);
	os_free(rest);
	return 0;
}
