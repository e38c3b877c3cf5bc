/*
 * title   No elements, or elements of nothing, are no block
 * points  1
 * rules   zero-size
 */
#include "snippets/snippet.h"

int main(void)
{
	os_calloc(0, 10);
	os_calloc(10, 0);
	os_calloc(0, 0);

	/* Nothing has happened: this is the first use of the heap. */
	os_malloc(CHUNK_FREED);
	return 0;
}
