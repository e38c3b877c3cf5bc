/*
 * title   A mapped block always moves, to its own size too
 * points  3
 * rules   realloc-move realloc-copy order forbidden-call
 * needs   map-threshold  mappings are what is resized
 * needs   map-length  each mapping is made and unmapped whole
 * needs   free-unmap  the old mapping is unmapped
 * needs   leak  the place that a block has left is free
 * needs   preallocate  a mapping is no use of the heap
 *
 * The new mapping is made, then the contents are copied, then the old one goes. The heap is never used.
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {150000, 200000, 200000, 135168, 135168, 250000, 131072};
	char *block = os_malloc(131072);

	for (size_t i = 0; i < LENGTH(sizes); i++)
		block = os_realloc(block, sizes[i]);
	os_free(block);
	return 0;
}
