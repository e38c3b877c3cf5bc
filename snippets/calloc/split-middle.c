/*
 * title   A block in the middle of the heap is cut for zeroed ones
 * points  1
 * rules   split calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_calloc(2, 2000);
	char *middle = os_calloc(2, 2000);
	os_calloc(1, 16);
	char *behind = os_calloc(2, 2000);
	os_calloc(1, 16);
	os_calloc(1, 16);
	os_malloc(CHUNK_FREED - 3 * footprint(4000) - 3 * footprint(16));

	os_free(middle);
	os_calloc(63, 16);
	os_calloc(1, 2000);

	/* What lies behind it is still there. */
	os_free(behind);
	os_calloc(2, 1504);
	return 0;
}
