/*
 * title   Large blocks are mapped, and nothing is nothing
 * points  2
 * rules   zero-size map-threshold map-length map-flags free-unmap
 *
 * From a footprint of 128 KiB on, a block is a mapping of its own, as long as its footprint. 131033 is the
 * first such size: rounded up to 131040, with its header, it is 131072. The heap is never used.
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {131033, 131039, 131040, 131041, 131072, 131104, 135168, 200001, 400000};
	char *blocks[LENGTH(sizes)];

	os_malloc(0);
	os_free(NULL);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(os_malloc(sizes[i]));

	for (size_t i = 0; i < LENGTH(sizes); i++)
		blocks[i] = os_malloc(sizes[i]);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_free(blocks[i]);
	os_malloc(0);
	return 0;
}
