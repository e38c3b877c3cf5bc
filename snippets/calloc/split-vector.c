/*
 * title   Two holes are cut into many zeroed blocks
 * points  2
 * rules   split no-split best-fit append calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *large = os_calloc(4, 1000);
	char *wall = os_calloc(1, 1);
	char *small = os_calloc(2, 1000);
	char *rest = os_malloc(HEAP_CHUNK - footprint(4000) - footprint(1) - footprint(2000) - HEADER);
	char *pieces[40];

	os_free(large);
	os_free(small);
	for (size_t i = 0; i < LENGTH(pieces); i++)
		pieces[i] = os_calloc(1 + i % 7, 10 + i * 3 % 25);

	os_free(wall);
	for (size_t i = 0; i < LENGTH(pieces); i += 2)
		os_free(pieces[i]);
	for (size_t i = 0; i < LENGTH(pieces); i += 2)
		pieces[i] = os_calloc(230 - i * 29 % 210, 1);

	for (size_t i = 0; i < LENGTH(pieces); i++)
		os_free(pieces[i]);
	os_free(rest);
	return 0;
}
