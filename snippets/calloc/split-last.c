/*
 * title   The last block of the heap is cut for zeroed ones
 * points  1
 * rules   split calloc-zero
 * needs   expand  how much the rest lacks tells how large it is
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_malloc(127008);
	os_calloc(125, 16);

	/* 1968 bytes are left. */
	os_calloc(1, 3008);
	return 0;
}
