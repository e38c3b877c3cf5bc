/*
 * title   Two holes are cut into many blocks
 * points  2
 * rules   split
 * needs   best-fit  the smaller hole is cut as long as it has room
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *large = os_malloc(4000);
	os_malloc(16);
	char *small = os_malloc(2000);
	os_malloc(CHUNK_FREED - footprint(4000) - footprint(16) - footprint(2000));

	os_free(large);
	os_free(small);
	for (size_t i = 0; i < 16; i++)
		os_malloc(80 + i * 16);
	return 0;
}
