/*
 * title   The first use of the heap reserves 128 KiB, once
 * points  3
 * rules   preallocate no-split split append
 */
#include "snippets/snippet.h"

int main(void)
{
	/* All of the chunk: the 8 bytes that remain are too few for a block. */
	char *all = os_malloc(131032);
	char *behind = os_malloc(10);

	os_free(all);
	char *half = os_malloc(60000);
	char *rest = os_malloc(131040 - 60000 - HEADER);

	os_free(behind);
	os_free(rest);
	os_free(half);
	return 0;
}
