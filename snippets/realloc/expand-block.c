/*
 * title   The last block of the heap grows where it is, and only the last
 * points  2
 * rules   realloc-grow-last realloc-absorb realloc-move
 * needs   realloc-copy  a block that moves takes its contents along
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   free-keep  the last block is freed, and stays where it is
 * needs   best-fit  the first chunk is taken although it is not much larger
 * needs   order  the place that a block leaves is free only when it has moved
 * needs   align  1017 bytes are rounded up
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc(CHUNK_FILLED);
	char *last = os_malloc(1008);

	/* By 16 bytes, of which it asks for 9, and by many. */
	last = os_realloc(last, 1017);
	last = os_realloc(last, 4000);

	/* A block that has just swallowed the last one does not grow: it moves behind it. */
	char *tail = os_malloc(1008);
	os_free(tail);
	last = os_realloc(last, 8000);
	return 0;
}
