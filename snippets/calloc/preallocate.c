/*
 * title   Zeroed blocks come from the chunk that the first use of the heap reserves
 * points  1
 * rules   preallocate split calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	os_calloc(63, 16);
	os_calloc(1, 16);
	os_calloc(2, 2000);
	os_calloc(3, 1008);
	return 0;
}
