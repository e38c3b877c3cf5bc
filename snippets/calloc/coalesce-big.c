/*
 * title   Long runs of free blocks are one block for a zeroed one
 * points  2
 * rules   coalesce best-fit split expand calloc-zero
 */
#include "snippets/snippet.h"

#define RUN (20 * footprint(150) - HEADER)

int main(void)
{
	char *block[60];
	char *rest = os_malloc(HEAP_CHUNK - 60 * footprint(150) - HEADER);

	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_calloc(3, 50);

	/* Twenty in the middle, every other one first. */
	for (size_t i = 20; i < 40; i += 2)
		os_free(block[i]);
	for (size_t i = 21; i < 40; i += 2)
		os_free(block[i]);
	char *middle = os_calloc(RUN, 1);

	/* The first twenty, downwards: cut in two. */
	for (size_t i = 20; i-- > 0;)
		os_free(block[i]);
	char *front = os_calloc(1, RUN / 2 + 1);
	char *back = os_calloc(1, RUN / 2 - footprint(1));

	/* The last twenty grow to a larger block. */
	for (size_t i = 40; i < LENGTH(block); i++)
		os_free(block[i]);
	char *last = os_calloc(2, 2000);

	os_free(front);
	os_free(last);
	os_free(back);
	os_free(middle);
	last = os_calloc(1, 4056);
	os_free(last);
	os_free(rest);
	return 0;
}
