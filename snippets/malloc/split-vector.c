/*
 * title   Two holes are cut into many blocks
 * points  2
 * rules   split no-split best-fit append
 *
 * The smaller hole is cut as long as it has room; what does not fit there any more comes from the larger one.
 */
#include "snippets/snippet.h"

int main(void)
{
	char *large = os_malloc(4000);
	char *wall = os_malloc(1);
	char *small = os_malloc(2000);
	char *rest = os_malloc(HEAP_CHUNK - footprint(4000) - footprint(1) - footprint(2000) - HEADER);
	char *pieces[40];

	os_free(large);
	os_free(small);
	for (size_t i = 0; i < LENGTH(pieces); i++)
		pieces[i] = os_malloc(10 + i * 29 % 240);

	os_free(wall);
	for (size_t i = 0; i < LENGTH(pieces); i += 2)
		os_free(pieces[i]);
	for (size_t i = 0; i < LENGTH(pieces); i += 2)
		pieces[i] = os_malloc(230 - i * 29 % 210);

	for (size_t i = 0; i < LENGTH(pieces); i++)
		os_free(pieces[i]);
	os_free(rest);
	return 0;
}
