/* The tests' only look at what a seal is. */
#include "pool/testdata/forge.h"

#include "pool/block.h"

void forge(void *payload, size_t size, int free, struct Block *next)
{
	struct Block *block = block_of(payload);

	block->size = size;
	block->free = free;
	block->next = next;
	block_seal(block);
}
