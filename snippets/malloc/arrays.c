/*
 * title   Blocks of many sizes, one right behind the other
 * points  2
 * rules   align header append
 * needs   best-fit  what was freed must be found again
 *
 * Each payload starts a header behind the end of the block before it. 83 bytes are rounded up to 88, and 88 is
 * what the block has when it is free again.
 */
#include "snippets/snippet.h"

static const size_t sizes[] = {1, 8, 25, 40, 83, 160, 350, 421, 633, 1000, 2024, 4001, 16384, 40000, 65421};

int main(void)
{
	char *block[LENGTH(sizes)];

	os_malloc(CHUNK_FILLED);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		block[i] = os_malloc(sizes[i]);

	os_free(block[4]);
	os_malloc(88);
	return 0;
}
