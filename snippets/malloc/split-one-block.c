/*
 * title   One free block is cut from its front until nothing is left
 * points  2
 * rules   split
 * needs   expand  how much the last rest lacks tells how large it is
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));

	/* Each piece takes half of what is left, with its header. */
	size_t left = HEAP_CHUNK;
	for (; left > 512; left /= 2)
		os_malloc(left / 2 - HEADER);

	/* 40 bytes are left of 480: a header and 8 bytes, the smallest block there is. */
	os_malloc(440);
	os_malloc(16);
	return 0;
}
