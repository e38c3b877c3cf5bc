/*
 * title   The first block of the heap is cut
 * points  2
 * rules   split
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *first = os_malloc(4000);
	os_malloc(4000);
	os_malloc(CHUNK_FREED - 2 * footprint(4000));

	/* Nothing else is free. */
	os_free(first);
	os_malloc(1008);
	os_malloc(2000);
	return 0;
}
