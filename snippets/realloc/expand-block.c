/*
 * title   The last block of the heap grows where it is, and only the last
 * points  2
 * rules   realloc-grow-last realloc-shrink realloc-absorb realloc-move append
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(1000);
	char *last = os_malloc(HEAP_CHUNK - footprint(1000) - HEADER);

	/* It lacks 8 bytes, then many, then none. */
	last = os_realloc(last, 130016);
	last = os_realloc(last, 131000);
	last = os_realloc(last, 130993);

	/* It grows even though it would fit into a hole. */
	char *tail = os_malloc(100);
	os_free(first);
	tail = os_realloc(tail, 900);

	/* 24 bytes less are no block: it keeps them, and lacks 8 only to 912. */
	tail = os_realloc(tail, 880);
	tail = os_realloc(tail, 904);
	tail = os_realloc(tail, 912);

	/* The block in front of the last cannot grow: it moves. */
	char *end = os_malloc(2000);
	tail = os_realloc(tail, 920);

	/* Nor does it grow once it has swallowed what was the last: that is not enough, so it moves. */
	char *before_last = os_malloc(1500);
	tail = os_realloc(tail, 1500);
	os_free(tail);
	before_last = os_realloc(before_last, 4000);
	char *reused = os_malloc(1500 + footprint(1500));

	os_free(reused);
	os_free(before_last);
	os_free(end);
	os_free(last);
	return 0;
}
