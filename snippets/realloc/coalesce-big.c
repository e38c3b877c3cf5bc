/*
 * title   Blocks swallow long runs, as far as they need them, and keep what they swallowed when they move
 * points  1
 * rules   realloc-absorb realloc-absorb-stop realloc-move coalesce split no-split
 */
#include "snippets/snippet.h"

int main(void)
{
	char *block[40];
	char *rest;

	for (size_t i = 0; i < LENGTH(block); i++)
		block[i] = os_malloc(100);
	rest = os_malloc(HEAP_CHUNK - LENGTH(block) * footprint(100) - HEADER);

	/* Nine free blocks. It takes three, then one more, then all. */
	for (size_t i = 1; i < 10; i++)
		os_free(block[i]);
	block[0] = os_realloc(block[0], 480);
	block[0] = os_realloc(block[0], 520);
	block[0] = os_realloc(block[0], 10 * footprint(100) - HEADER);

	/* It takes nine, which are not enough: it moves, and the whole run is one hole in its old place. */
	for (size_t i = 20; i-- > 11;)
		os_free(block[i]);
	block[10] = os_realloc(block[10], 10 * footprint(100) - HEADER + 1);
	char *run = os_malloc(10 * footprint(100) - HEADER);

	/* Nineteen, and a part of the rest. The last one is cut. */
	for (size_t i = 21; i < LENGTH(block); i += 2)
		os_free(block[i]);
	for (size_t i = 22; i < LENGTH(block); i += 2)
		os_free(block[i]);
	os_free(rest);
	block[20] = os_realloc(block[20], 20 * footprint(100) + 5000);
	rest = os_malloc(100000);

	os_free(block[20]);
	os_free(run);
	os_free(block[0]);
	os_free(rest);

	/* All of the chunk is free, in four blocks: they become one for what has no room behind itself. */
	char *behind = os_malloc(131032);
	block[10] = os_realloc(block[10], 4000);
	os_realloc(behind, 0);
	os_realloc(block[10], 0);
	return 0;
}
