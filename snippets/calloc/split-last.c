/*
 * title   Split the last block of the heap for zeroed ones
 * points  1
 * rules   split append expand calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(HEAP_CHUNK - footprint(4000) - HEADER);
	char *last = os_calloc(1000, 4);

	os_free(last);
	char *front = os_calloc(2, 1000);
	char *middle = os_calloc(1, 503);

	/* The rest is free and last: a block too large for it makes it grow. */
	char *end = os_calloc(3, 1000);

	/* Cut exactly to its end, it leaves no rest: the next block comes behind it. */
	os_free(end);
	end = os_calloc(9, 300);
	char *exact = os_calloc(1, 3000 - footprint(2700));
	char *behind = os_calloc(8, 1);

	os_free(front);
	os_free(behind);
	os_free(first);
	os_free(exact);
	os_free(end);
	os_free(middle);
	return 0;
}
