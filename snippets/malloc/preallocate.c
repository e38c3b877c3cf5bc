/*
 * title   The first use of the heap reserves 128 KiB, once
 * points  3
 * rules   preallocate map-threshold no-split append best-fit split
 *
 * A mapping is no use of the heap. 131032 is the largest size that is: it takes the whole chunk, because 8
 * bytes are too few to split off. What comes after that is appended, and takes no more than its footprint.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *mapped = os_malloc(MMAP_THRESHOLD);
	char *chunk = os_malloc(131032);
	char *behind = os_malloc(10);
	char *large_behind = os_malloc(131031);

	os_free(chunk);
	chunk = os_malloc(131040 - HEADER - 8);
	char *end_of_chunk = os_malloc(8);

	os_free(mapped);
	os_free(end_of_chunk);
	os_free(chunk);
	os_free(large_behind);
	os_free(behind);
	return 0;
}
