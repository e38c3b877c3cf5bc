/*
 * title   From a page on, zeroed blocks are mapped, and nothing is nothing
 * points  1
 * rules   zero-size calloc-overflow calloc-threshold map-length map-flags free-unmap
 *
 * With its header, 4057 bytes need a page of 4096. A product that overflows is no product: it wraps to 8
 * here, and 8 bytes are not what was asked for. The heap is never used.
 */
#include "snippets/snippet.h"

int main(void)
{
	static const struct {
		size_t count, size;
	} asked[] = {{1, 4057}, {4064, 1}, {5, 813}, {2, 2048}, {3, 1667}, {16, 8192}, {7, 30001}};
	char *blocks[LENGTH(asked)];

	os_calloc(0, 10);
	os_calloc(10, 0);
	os_calloc(SIZE_MAX / 8 + 2, 8);
	for (size_t i = 0; i < LENGTH(asked); i++)
		os_free(os_calloc(asked[i].count, asked[i].size));

	for (size_t i = 0; i < LENGTH(asked); i++)
		blocks[i] = os_calloc(asked[i].count, asked[i].size);
	for (size_t i = 0; i < LENGTH(asked); i++)
		os_free(blocks[i]);
	os_calloc(0, 0);
	return 0;
}
