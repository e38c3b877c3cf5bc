/*
 * title   From a script
 * points  1
 * rules   too-large header preallocate best-fit split calloc-overflow free-keep realloc-zero realloc-absorb
 */
#include "snippets/snippet.h"

int main(void)
{
	void *p0;

	p0 = os_malloc(16);
	os_calloc(SIZE_MAX, 2);
	p0 = os_realloc(p0, 24);
	os_realloc(p0, SIZE_MAX - 10);
	os_realloc(p0, 0);
	os_free(NULL);
	return 0;
}
