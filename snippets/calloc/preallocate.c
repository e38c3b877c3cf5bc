/*
 * title   Zeroed blocks fill the chunk that the first use of the heap reserves
 * points  1
 * rules   preallocate calloc-threshold split append calloc-zero
 */
#include "snippets/snippet.h"

int main(void)
{
	char *mapped = os_calloc(2, PAGE);
	char *block[32];

	/* 4056 is the largest size on the heap. 32 of these leave 256 bytes, which is a block of 224. */
	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_calloc(i % 2 ? 2 : 3, i % 2 ? 2028 : 1352);
	char *end = os_calloc(7, 32);
	char *behind = os_calloc(1, 10);
	char *large_behind = os_calloc(1, 4050);

	os_free(mapped);
	for (size_t i = 0; i < LENGTH(block); i++)
		os_free(block[i]);
	os_free(large_behind);
	os_free(end);
	os_free(behind);
	return 0;
}
