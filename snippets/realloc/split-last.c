/*
 * title   The last block shrinks, grows back into its rest, and grows on
 * points  3
 * rules   realloc-shrink split realloc-absorb realloc-grow-last append
 */
#include "snippets/snippet.h"

int main(void)
{
	char *first = os_malloc(100000);
	char *last = os_malloc(HEAP_CHUNK - footprint(100000) - HEADER);

	/* The rest is the last block then. It has room for one more. */
	last = os_realloc(last, 20003);
	char *end = os_malloc(5000);
	end = os_realloc(end, 1000);
	end = os_realloc(end, 3000);

	/* All of the rest, exactly: no rest is left, and the break is where it was. */
	os_free(end);
	last = os_realloc(last, 25000);
	last = os_realloc(last, HEAP_CHUNK - footprint(100000) - HEADER);

	/* It is the last again, and grows; what it leaves when it shrinks is the last. */
	last = os_realloc(last, 40000);
	last = os_realloc(last, 39000);
	end = os_malloc(968);
	char *behind = os_malloc(8);

	os_free(first);
	os_realloc(last, 0);
	os_realloc(end, 0);
	os_realloc(behind, 0);
	return 0;
}
