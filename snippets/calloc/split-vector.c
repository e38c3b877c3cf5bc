/*
 * title   Two holes are cut into many zeroed blocks
 * points  1
 * rules   split calloc-zero
 * needs   best-fit  the smaller hole is cut as long as it has room
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *large = os_calloc(2, 2000);
	os_calloc(1, 16);
	char *small = os_calloc(1, 2000);
	os_malloc(CHUNK_FREED - footprint(4000) - footprint(16) - footprint(2000));

	os_free(large);
	os_free(small);
	for (size_t i = 0; i < 16; i++)
		os_calloc(5 + i, 16);
	return 0;
}
