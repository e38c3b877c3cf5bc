/*
 * title   The largest zeroed block of the heap, and the smallest that is mapped
 * points  1
 * rules   calloc-threshold
 * needs   map-length  4057 bytes are rounded up, and have a header
 * needs   free-unmap  each mapping ends with its block
 * needs   split  the block of the heap is cut from the first chunk
 * needs   align  4057 bytes are rounded up; of 8 times 507, the product is
 * needs   preallocate  a mapping is no use of the heap
 *
 * With its header, 4056 bytes are 8 less than a page of 4096. 4057, rounded up, reach it.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *mapped = os_calloc(1, 4057);
	os_calloc(8, 507);
	os_free(mapped);
	os_free(os_calloc(8, 508));
	return 0;
}
