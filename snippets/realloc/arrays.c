/*
 * title   Blocks move from the heap to mappings, and back
 * points  3
 * rules   realloc-move realloc-copy order forbidden-call
 * needs   map-threshold  mappings are what is resized
 * needs   map-length  each mapping is made and unmapped whole
 * needs   free-unmap  the old mapping is unmapped
 * needs   leak  the place that a block has left is free
 */
#include "snippets/snippet.h"

int main(void)
{
	char *one = os_malloc(CHUNK_FREED);
	char *other = os_malloc(200000);

	/* The chunk is free when the first has left it; then the second takes it. */
	one = os_realloc(one, 150000);
	other = os_realloc(other, CHUNK_FREED);

	/* And the other way round. */
	other = os_realloc(other, 300000);
	one = os_realloc(one, CHUNK_FREED);

	/* From one mapping to another. */
	other = os_realloc(other, 200000);
	os_free(other);
	return 0;
}
