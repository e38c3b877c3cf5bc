/*
 * title   A product that overflows is refused, and so is one above PTRDIFF_MAX
 * points  1
 * rules   calloc-overflow too-large
 *
 * The first two products wrap to 8, and 8 bytes are not what was asked for.
 */
#include "snippets/snippet.h"

int main(void)
{
	os_calloc(SIZE_MAX / 8 + 2, 8);
	os_calloc(8, SIZE_MAX / 8 + 2);
	os_calloc(2, PTRDIFF_MAX);

	/* Nothing has happened: this is the first use of the heap. */
	os_malloc(CHUNK_FREED);
	return 0;
}
