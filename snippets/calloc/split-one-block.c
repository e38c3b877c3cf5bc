/*
 * title   One free block is cut into zeroed ones until nothing is left
 * points  1
 * rules   split append calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *one = os_calloc(4, 1000);
	char *rest = os_malloc(HEAP_CHUNK - footprint(4000) - HEADER);
	char *pieces[6];

	/* Each piece takes half of what is left, and needs a header. */
	os_free(one);
	size_t left = footprint(4000);
	for (size_t i = 0; i < LENGTH(pieces); i++) {
		size_t size = left / 2 - HEADER - i % 3;

		pieces[i] = os_calloc(1, size);
		left -= footprint(size);
	}
	char *end = os_calloc(left - HEADER, 1);
	char *behind = os_calloc(1, 1);

	os_free(pieces[0]);
	pieces[0] = os_calloc(1, 1);
	char *beside = os_calloc(1, 1984 - footprint(1));

	for (size_t i = 0; i < LENGTH(pieces); i++)
		os_free(pieces[i]);
	os_free(behind);
	os_free(beside);
	os_free(end);
	os_free(rest);
	return 0;
}
