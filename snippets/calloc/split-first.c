/*
 * title   Split the first block of the heap for zeroed ones
 * points  1
 * rules   split best-fit append calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_calloc(4, 1000);
	char *second = os_calloc(4, 1000);
	char *rest = os_malloc(HEAP_CHUNK - 2 * footprint(4000) - HEADER);

	os_free(first);
	char *front = os_calloc(91, 11);
	char *middle = os_calloc(2, 1000);
	char *back = os_calloc(1, 4000 - footprint(1001) - footprint(2000));

	/* No byte is left there. */
	char *behind = os_calloc(8, 1);

	/* The last piece can be cut again, the others are as they were. */
	os_free(back);
	back = os_calloc(10, 10);
	char *end = os_calloc(3, 250);

	os_free(rest);
	os_free(middle);
	os_free(front);
	os_free(second);
	os_free(end);
	os_free(back);
	os_free(behind);
	return 0;
}
