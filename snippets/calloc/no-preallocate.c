/*
 * title   Zeroed blocks of two pages and more are mapped
 * points  3
 * rules   calloc-threshold map-length map-flags free-unmap
 * needs   preallocate  a mapping is no use of the heap
 *
 * The heap is never used.
 */
#include "snippets/snippet.h"

int main(void)
{
	static const struct {
		size_t count, size;
	} asked[] = {{1, 8192}, {2, 4096}, {5, 2000}, {16, 8192}, {7, 30000}};
	char *block[LENGTH(asked)];

	for (size_t i = 0; i < LENGTH(asked); i++)
		os_free(os_calloc(asked[i].count, asked[i].size));

	for (size_t i = 0; i < LENGTH(asked); i++)
		block[i] = os_calloc(asked[i].count, asked[i].size);
	for (size_t i = 0; i < LENGTH(asked); i++)
		os_free(block[i]);
	return 0;
}
