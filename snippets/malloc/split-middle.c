/*
 * title   A block in the middle of the heap is cut
 * points  3
 * rules   split
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	os_malloc(4000);
	char *middle = os_malloc(4000);
	os_malloc(16);
	char *behind = os_malloc(4000);
	os_malloc(16);
	os_malloc(16);
	os_malloc(CHUNK_FREED - 3 * footprint(4000) - 3 * footprint(16));

	os_free(middle);
	os_malloc(1008);
	os_malloc(2000);

	/* What lies behind it is still there. */
	os_free(behind);
	os_malloc(3008);
	return 0;
}
