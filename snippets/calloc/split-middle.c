/*
 * title   Split a block in the middle of the heap for zeroed ones
 * points  1
 * rules   split best-fit append calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_calloc(10, 300);
	char *middle = os_calloc(10, 400);
	char *last = os_malloc(HEAP_CHUNK - footprint(3000) - footprint(4000) - HEADER);

	os_free(middle);
	char *front = os_calloc(2, 500);
	char *centre = os_calloc(1, 2003);
	char *back = os_calloc(1, 4000 - footprint(1000) - footprint(2003));
	char *behind = os_calloc(2, 4);

	/* A piece in the middle of the middle is cut in its turn. */
	os_free(centre);
	centre = os_calloc(100, 10);
	char *beside = os_calloc(1, 2008 - footprint(1000));
	char *further_behind = os_calloc(4, 4);

	os_free(centre);
	os_free(first);
	os_free(back);
	os_free(front);
	os_free(last);
	os_free(beside);
	os_free(further_behind);
	os_free(behind);
	return 0;
}
