/*
 * title   Split a block in the middle of the heap
 * points  3
 * rules   split best-fit append
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(3000);
	char *middle = os_malloc(10000);
	char *last = os_malloc(HEAP_CHUNK - footprint(3000) - footprint(10000) - HEADER);

	os_free(middle);
	char *front = os_malloc(4000);
	char *centre = os_malloc(2003);
	char *back = os_malloc(10000 - footprint(4000) - footprint(2003));
	char *behind = os_malloc(8);

	/* A piece in the middle of the middle is cut in its turn. */
	os_free(centre);
	centre = os_malloc(1000);
	char *beside = os_malloc(2008 - footprint(1000));
	char *further_behind = os_malloc(16);

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
