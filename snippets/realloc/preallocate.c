/*
 * title   A block grows inside the chunk that the first use of the heap reserves
 * points  1
 * rules   preallocate realloc-absorb
 * needs   split  the chunk is cut, and what is swallowed too
 *
 * The break moves once.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block = os_malloc(1008);

	block = os_realloc(block, 50000);
	os_malloc(1008);
	return 0;
}
