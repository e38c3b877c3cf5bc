/*
 * title   Two blocks are truncated many times, and others take what they leave
 * points  2
 * rules   realloc-shrink split no-split best-fit realloc-move realloc-absorb
 */
#include "snippets/snippet.h"

int main(void)
{
	char *large = os_malloc(4000);
	char *small = os_malloc(2000);
	char *rest = os_malloc(HEAP_CHUNK - footprint(4000) - footprint(2000) - HEADER);
	char *pieces[16];

	for (size_t i = 0; i < LENGTH(pieces); i++) {
		if (i % 2)
			small = os_realloc(small, 2000 - i * 110);
		else
			large = os_realloc(large, 4000 - i * 230);
		pieces[i] = os_malloc(60 + i * 29 % 70);
	}

	/* Every other piece gives room to the one in front of it, or to itself at another place. */
	for (size_t i = 0; i < LENGTH(pieces); i += 2)
		os_free(pieces[i]);
	for (size_t i = 1; i < LENGTH(pieces); i += 2)
		pieces[i] = os_realloc(pieces[i], 100 + i * 20);
	large = os_realloc(large, 1000);
	small = os_realloc(small, 1500);

	for (size_t i = 1; i < LENGTH(pieces); i += 2)
		os_realloc(pieces[i], 0);
	os_free(large);
	os_free(small);
	os_free(rest);
	return 0;
}
