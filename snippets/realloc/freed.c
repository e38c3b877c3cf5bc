/*
 * title   A freed block is not brought back, whatever size is asked for
 * points  2
 * rules   realloc-freed
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block = os_malloc(CHUNK_FREED);

	os_free(block);
	os_realloc(block, CHUNK_FREED);
	os_realloc(block, 1008);
	os_realloc(block, 200000);
	os_malloc(CHUNK_FREED);
	return 0;
}
