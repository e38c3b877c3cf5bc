/*
 * title   A free last block that is too small grows by what it lacks
 * points  2
 * rules   expand
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   free-keep  the last block is freed, and stays where it is
 * needs   best-fit  the first chunk is taken although it is not much larger
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc(CHUNK_FILLED);
	char *last = os_malloc(1008);

	/* By 16 bytes, and by many. */
	os_free(last);
	last = os_malloc(1024);
	os_free(last);
	last = os_malloc(4000);

	/* With a block behind it, it is not the last one: it cannot grow. */
	os_malloc(16);
	os_free(last);
	os_malloc(8000);
	return 0;
}
