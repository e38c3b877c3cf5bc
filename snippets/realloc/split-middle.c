/*
 * title   A block in the middle shrinks, and takes back all that it was
 * points  2
 * rules   realloc-shrink realloc-absorb split
 * needs   realloc-copy  what is left of a block keeps its contents
 * needs   free-keep  the piece is freed with a free block behind it
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_malloc(4000);
	char *middle = os_malloc(4000);
	os_malloc(CHUNK_FREED - 2 * footprint(4000));

	/* What it leaves is used, and freed. */
	middle = os_realloc(middle, 1008);
	char *piece = os_malloc(1008);
	os_free(piece);

	/* 1008, 1008 and 1920 bytes, with the two headers between them. */
	middle = os_realloc(middle, 4000);
	return 0;
}
