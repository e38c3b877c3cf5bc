/* A program as courses trace them: each way to take a block, change its size and give it back. */
#include <string.h>

#include "osmem/osmem.h"

int main(void)
{
	char *blocks[32];

	for (size_t i = 0; i < 32; i++)
		blocks[i] = memset(os_malloc(64 + 8 * i), 'x', 64);
	for (size_t i = 0; i < 32; i += 2)
		os_free(blocks[i]);
	for (size_t i = 1; i < 32; i += 2)
		blocks[i] = os_realloc(blocks[i], 2000 * i);
	for (size_t i = 0; i < 32; i += 2)
		blocks[i] = os_calloc(i + 1, 100);
	for (size_t i = 0; i < 32; i++)
		os_free(blocks[i]);
	return 0;
}
