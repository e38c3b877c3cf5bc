/*
 * title   os_realloc of NULL is os_malloc
 * points  2
 * rules   realloc-null
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_realloc(NULL, CHUNK_FREED));
	os_realloc(NULL, CHUNK_FREED);
	return 0;
}
