/*
 * title   Nothing is asked for, and nothing freed
 * points  2
 * rules   zero-size
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc(0);
	os_free(NULL);
	os_malloc(0);

	/* Nothing has happened: this is the first use of the heap. */
	os_malloc(CHUNK_FREED);
	return 0;
}
