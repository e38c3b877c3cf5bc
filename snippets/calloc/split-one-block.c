/*
 * title   One free block is cut into zeroed ones until nothing is left
 * points  1
 * rules   split calloc-zero
 * needs   expand  how much the last rest lacks tells how large it is
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_malloc(HEAP_CHUNK - 4096 - HEADER);

	/* Each piece takes half of what is left, with its header. */
	size_t left = 4096;
	for (; left > 512; left /= 2)
		os_calloc(left / 2 - HEADER, 1);

	/* 40 bytes are left of 480: a header and 8 bytes, the smallest block there is. */
	os_calloc(11, 40);
	os_calloc(1, 16);
	return 0;
}
