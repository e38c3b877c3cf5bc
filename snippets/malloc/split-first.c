/*
 * title   Split the first block of the heap
 * points  2
 * rules   split best-fit append
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(5000);
	char *second = os_malloc(5000);
	char *rest = os_malloc(HEAP_CHUNK - 2 * footprint(5000) - HEADER);

	os_free(first);
	char *front = os_malloc(1001);
	char *middle = os_malloc(2000);
	char *back = os_malloc(5000 - footprint(1001) - footprint(2000));

	/* No byte is left there. */
	char *behind = os_malloc(8);

	/* The last piece can be cut again, the others are as they were. */
	os_free(back);
	back = os_malloc(100);
	char *end = os_malloc(1500);

	os_free(rest);
	os_free(middle);
	os_free(front);
	os_free(second);
	os_free(end);
	os_free(back);
	os_free(behind);
	return 0;
}
