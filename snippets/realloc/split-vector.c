/*
 * title   Two blocks are truncated many times, and others take what they leave
 * points  1
 * rules   realloc-shrink split
 * needs   realloc-copy  what is left of a block keeps its contents
 * needs   best-fit  the pieces go where they fit best
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	char *large = os_malloc(4000);
	char *small = os_malloc(2000);
	os_malloc(CHUNK_FREED - footprint(4000) - footprint(2000));

	/* Each rest is taken whole. */
	for (size_t i = 1; i <= 8; i++) {
		large = os_realloc(large, 4000 - i * footprint(384));
		os_malloc(384);
		small = os_realloc(small, 2000 - i * footprint(96));
		os_malloc(96);
	}
	return 0;
}
