/*
 * title   One free block is cut from its front until nothing is left
 * points  3
 * rules   split no-split append
 */
#include "snippets/snippet.h"

int main(void)
{
	char *one = os_malloc(131032);
	char *pieces[8];

	/* Each piece takes half of what is left, and needs a header. */
	os_free(one);
	size_t left = HEAP_CHUNK;
	for (size_t i = 0; i < LENGTH(pieces); i++) {
		pieces[i] = os_malloc(left / 2 - HEADER - i % 3);
		left -= footprint(left / 2 - HEADER - i % 3);
	}
	char *end = os_malloc(left - HEADER);
	char *behind = os_malloc(1);

	os_free(pieces[0]);
	pieces[0] = os_malloc(1);
	char *beside = os_malloc(65504 - footprint(1));

	for (size_t i = 0; i < LENGTH(pieces); i++)
		os_free(pieces[i]);
	os_free(behind);
	os_free(beside);
	os_free(end);
	return 0;
}
