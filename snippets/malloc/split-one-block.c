/*
 * title   One free block is cut from its front until nothing is left
 * points  2
 * rules   split
 * needs   align  440 bytes are a multiple of 8, and not of 16
 * needs   expand  what fits nowhere grows the last block, of 8 bytes
 * needs   preallocate  that block is what is left of the first chunk
 * needs   coalesce  the freed first block and what is left behind it are one
 * needs   free-keep  what is left of the chunk lies behind a freed block
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *hole = os_malloc(65536 - HEADER);
	os_malloc(CHUNK_FREED - 65536);
	os_free(hole);

	/* Each piece takes half of what is left, with its header. */
	size_t left = 65536;
	for (; left > 512; left /= 2)
		os_malloc(left / 2 - HEADER);

	/* 40 bytes are left of 480: a header and 8 bytes, the smallest block there is. */
	os_malloc(440);
	os_malloc(16);
	return 0;
}
