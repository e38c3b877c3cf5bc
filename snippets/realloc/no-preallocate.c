/*
 * title   A mapped block always moves, to its own size too
 * points  1
 * rules   zero-size realloc-null realloc-zero realloc-move realloc-copy map-threshold order
 *
 * The new mapping is made, then the contents are copied, then the old one goes. The heap is never used.
 */
#include "snippets/snippet.h"

int main(void)
{
	static const size_t sizes[] = {131040, 131041, 200000, 200000, 131072, 250000, 131033};
	char *block = os_realloc(NULL, 131033);
	char *other = os_realloc(NULL, 300001);

	os_realloc(NULL, 0);
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		block = os_realloc(block, sizes[i]);
		other = os_realloc(other, 2 * sizes[i]);
	}
	os_realloc(block, 0);
	os_realloc(other, 0);
	return 0;
}
