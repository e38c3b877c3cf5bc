/*
 * title   A block in the middle shrinks, grows back into its rest, and moves
 * points  2
 * rules   realloc-shrink split realloc-absorb realloc-move best-fit
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(3000);
	char *middle = os_malloc(10000);
	char *last = os_malloc(HEAP_CHUNK - footprint(3000) - footprint(10000) - HEADER);

	middle = os_realloc(middle, 4000);
	char *centre = os_malloc(2003);
	char *back = os_malloc(10000 - footprint(4000) - footprint(2003));

	/* The centre gives a part, and takes it back; its neighbour takes it all. */
	centre = os_realloc(centre, 1000);
	centre = os_realloc(centre, 1900);
	os_free(centre);
	middle = os_realloc(middle, 5999);
	centre = os_malloc(1);
	middle = os_realloc(middle, 6001);

	/* It has moved behind the end. The hole in the middle is cut again, first by a block that moves in. */
	first = os_realloc(first, 3500);
	char *beside = os_malloc(2400);
	char *in_front = os_malloc(3000);

	os_free(in_front);
	os_free(centre);
	os_free(first);
	os_free(back);
	os_free(middle);
	os_free(beside);
	os_free(last);
	return 0;
}
