/*
 * title   The largest block of the heap, and the smallest that is mapped
 * points  1
 * rules   map-threshold
 * needs   map-length  131033 bytes are rounded up, and have a header
 * needs   free-unmap  each mapping ends with its block
 * needs   best-fit  the first chunk is 8 bytes larger than what takes it
 * needs   align  131033 bytes are rounded up
 * needs   preallocate  a mapping is no use of the heap
 *
 * With its header, 131032 bytes are 8 less than the threshold of 128 KiB. 131033, rounded up, reach it.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *mapped = os_malloc(131033);
	os_malloc(131032);
	os_free(mapped);
	os_free(os_malloc(131040));
	return 0;
}
