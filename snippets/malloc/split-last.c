/*
 * title   The last block of the heap is cut, and its rest is the last block then
 * points  1
 * rules   split
 * needs   expand  how much the rest lacks tells how large it is
 * needs   preallocate  the last block grows out of what is left of the first chunk
 * needs   free-keep  the last block is freed, and stays where it is
 * needs   align  131000 bytes are a multiple of 8, and not of 16
 * needs   coalesce  the freed first block and what is left behind it are one
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_malloc(CHUNK_FREED);
	os_free(os_malloc(4000));
	os_malloc(1008);
	os_malloc(2000);

	/* 928 bytes are left. */
	os_malloc(1504);
	return 0;
}
