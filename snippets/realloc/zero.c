/*
 * title   os_realloc to 0 bytes frees the block
 * points  2
 * rules   realloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block = os_malloc(CHUNK_FREED);

	os_realloc(block, 0);
	os_malloc(CHUNK_FREED);
	return 0;
}
