/*
 * title   Split the last block of the heap
 * points  2
 * rules   split append expand
 *
 * The break stays where it is as long as the last block has room, and the rest of it is the last block then.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(100000);
	char *last = os_malloc(HEAP_CHUNK - footprint(100000) - HEADER);

	os_free(last);
	char *front = os_malloc(20000);
	char *middle = os_malloc(5003);

	/* The rest is free and last: a block too large for it makes it grow. */
	char *end = os_malloc(10000);

	/* Cut exactly to its end, it leaves no rest: the next block comes behind it. */
	os_free(end);
	end = os_malloc(9000);
	char *exact = os_malloc(10000 - footprint(9000));
	char *behind = os_malloc(8);

	os_free(front);
	os_free(behind);
	os_free(first);
	os_free(exact);
	os_free(end);
	os_free(middle);
	return 0;
}
