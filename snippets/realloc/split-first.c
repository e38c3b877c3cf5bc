/*
 * title   The first block shrinks, grows back into its rest, and leaves
 * points  3
 * rules   realloc-shrink split realloc-absorb realloc-move best-fit
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(5000);
	char *second = os_malloc(5000);
	char *rest = os_malloc(HEAP_CHUNK - 2 * footprint(5000) - HEADER);

	/* What it leaves is used, and given back. */
	first = os_realloc(first, 1001);
	char *middle = os_malloc(2000);
	char *back = os_malloc(5000 - footprint(1001) - footprint(2000));

	/* Into all of the middle, and a part of the back. */
	os_free(middle);
	first = os_realloc(first, 1008 + HEADER + 2000);
	os_free(back);
	first = os_realloc(first, 4000);
	back = os_malloc(5000 - footprint(4000));

	/* No room is left: it moves. Its neighbour moves to where it was, as it has no room either. */
	first = os_realloc(first, 4001);
	back = os_realloc(back, 2600);
	char *beside = os_malloc(1001);

	/* The second takes back its own rest, which is not enough, and moves. */
	second = os_realloc(second, 2500);
	second = os_realloc(second, 5001);
	char *reused = os_malloc(5000);

	os_free(beside);
	os_free(reused);
	os_free(first);
	os_free(second);
	os_free(back);
	os_free(rest);
	return 0;
}
