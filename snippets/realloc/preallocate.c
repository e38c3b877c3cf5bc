/*
 * title   Blocks change their size inside the chunk that the first use of the heap reserves
 * points  1
 * rules   preallocate realloc-null realloc-zero realloc-shrink realloc-absorb realloc-grow-last realloc-move
 *
 * A block that would need 128 KiB with its header leaves the heap, even if it is the last one and could grow.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block = os_realloc(NULL, 131032);
	char *behind = os_realloc(NULL, 10);

	/* To the same length, twice: nothing happens. */
	block = os_realloc(block, 131025);
	block = os_realloc(block, 131032);

	/* Away with the rest, and all of it back. */
	block = os_realloc(block, 1000);
	block = os_realloc(block, 131032);

	behind = os_realloc(behind, 131032);
	behind = os_realloc(behind, 131033);
	char *again = os_malloc(131000);

	os_realloc(behind, 0);
	os_realloc(block, 0);
	os_realloc(again, 0);
	return 0;
}
