/*
 * title   A free last block that is too small grows by what it lacks, and is cleared
 * points  1
 * rules   expand calloc-zero
 * needs   append  the blocks are made behind the first chunk, which is in use
 * needs   free-keep  the last block is freed, and stays where it is
 * needs   best-fit  the first chunk is taken although it is not much larger
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc(CHUNK_FILLED);
	char *last = os_calloc(63, 16);

	/* By 16 bytes, and by many. */
	os_free(last);
	last = os_calloc(64, 16);
	os_free(last);
	last = os_calloc(1, 2000);

	/* With a block behind it, it is not the last one: it cannot grow. */
	os_calloc(1, 16);
	os_free(last);
	os_calloc(2, 1504);
	return 0;
}
