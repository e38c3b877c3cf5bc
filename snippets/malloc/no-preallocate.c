/*
 * title   Large blocks are mapped, each by itself
 * points  6
 * rules   map-threshold map-length map-flags free-unmap
 * needs   preallocate  a mapping is no use of the heap
 *
 * A mapping is as long as payload and header. The heap is never used.
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {131072, 135168, 200000, 262144, 400000};
	char *block[LENGTH(sizes)];

	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(os_malloc(sizes[i]));

	for (size_t i = 0; i < LENGTH(sizes); i++)
		block[i] = os_malloc(sizes[i]);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(block[i]);
	return 0;
}
