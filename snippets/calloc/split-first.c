/*
 * title   The first block of the heap is cut for zeroed ones
 * points  1
 * rules   split calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *first = os_calloc(2, 2000);
	os_calloc(2, 2000);
	os_malloc(CHUNK_FREED - 2 * footprint(4000));

	/* Nothing else is free. */
	os_free(first);
	os_calloc(63, 16);
	os_calloc(1, 2000);
	return 0;
}
