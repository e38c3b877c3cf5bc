/*
 * title   The last block of the heap is cut, and its rest is the last block then
 * points  2
 * rules   split
 * needs   expand  how much the rest lacks tells how large it is
 *
 * The break stays where it is as long as the last block has room.
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_malloc(100000);
	os_malloc(20000);

	/* 10976 bytes are left. */
	os_malloc(12000);
	return 0;
}
