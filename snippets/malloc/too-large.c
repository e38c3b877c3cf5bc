/*
 * title   More than PTRDIFF_MAX bytes are refused, without a system call
 * points  2
 * rules   too-large
 *
 * The largest of them, rounded up and with a header, would wrap to a few bytes.
 */
#include "snippets/snippet.h"

int main(void)
{
	os_malloc((size_t)PTRDIFF_MAX + 1);
	os_malloc(SIZE_MAX - 4096);
	os_malloc(SIZE_MAX - 32);
	os_malloc(SIZE_MAX);

	/* Nothing has happened: this is the first use of the heap. */
	os_malloc(CHUNK_FREED);
	return 0;
}
