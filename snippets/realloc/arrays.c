/*
 * title   Many sizes, from the heap to mappings and back
 * points  3
 * rules   realloc-null realloc-move realloc-copy realloc-shrink realloc-absorb realloc-zero order
 */
#include "snippets/snippet.h"

static const size_t sizes[] = {1, 9, 25, 40, 80, 160, 350, 633, 1000, 2024, 4000, 16384, 65421, 131072, 300001};

int main(void)
{
	char *blocks[LENGTH(sizes)];

	for (size_t i = 0; i < LENGTH(sizes); i++)
		blocks[i] = os_realloc(NULL, sizes[i]);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		blocks[i] = os_realloc(blocks[i], 2 * sizes[i] + 30);
	for (size_t i = LENGTH(sizes); i-- > 0;)
		blocks[i] = os_realloc(blocks[i], sizes[i] / 3 + 1);

	/* Every third one becomes a mapping, and a small block again. */
	for (size_t i = 0; i < LENGTH(sizes); i += 3)
		blocks[i] = os_realloc(blocks[i], 131072 + sizes[i]);
	for (size_t i = 0; i < LENGTH(sizes); i += 3)
		blocks[i] = os_realloc(blocks[i], 500 - i);

	for (size_t i = 0; i < LENGTH(sizes); i++)
		blocks[i] = os_realloc(blocks[i], sizes[LENGTH(sizes) - 1 - i]);
	for (size_t i = 0; i < LENGTH(sizes); i++)
		os_realloc(blocks[i], 0);
	return 0;
}
