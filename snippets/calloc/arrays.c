/*
 * title   Zeroed arrays, one after another in the same memory
 * points  1
 * rules   calloc-zero
 * needs   split  each is cut from the first chunk
 *
 * Each is written over before it is freed, and the next one is smaller.
 */
#include "snippets/snippet.h"

int main(void)
{
	os_free(os_malloc(CHUNK_FREED));
	for (size_t count = 250; count > 0; count -= 25)
		os_free(os_calloc(count, 16));
	return 0;
}
