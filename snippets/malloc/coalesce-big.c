/*
 * title   Long runs of free blocks are one block
 * points  3
 * rules   coalesce best-fit split expand
 */
#include "snippets/snippet.h"

#define RUN (10 * footprint(1000) - HEADER)

int main(void)
{
	char *block[30];
	char *rest;

	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_malloc(1000);
	rest = os_malloc(HEAP_CHUNK - 30 * footprint(1000) - HEADER);

	/* Ten in the middle, every other one first. */
	for (size_t i = 10; i < 20; i += 2)
		os_free(block[i]);
	for (size_t i = 11; i < 20; i += 2)
		os_free(block[i]);
	char *middle = os_malloc(RUN);

	/* The first ten, downwards: cut in two. */
	for (size_t i = 10; i-- > 0;)
		os_free(block[i]);
	char *front = os_malloc(RUN / 2 + 1);
	char *back = os_malloc(RUN / 2 - footprint(1));

	/* The last ten, with the rest of the chunk behind them. */
	for (size_t i = 20; i < LENGTH(block); i++)
		os_free(block[i]);
	os_free(rest);
	rest = os_malloc(131000);

	os_free(front);
	os_free(rest);
	os_free(back);
	os_free(middle);
	rest = os_malloc(131000);
	os_free(rest);
	return 0;
}
