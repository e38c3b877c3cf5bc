/* Allocation on the heap (section 2 of the contract). */
#ifndef PLAIN_HEAP_H_
#define PLAIN_HEAP_H_

#include "plain/block.h"

/* A block of at least `need` bytes, in use; NULL when memory is out, and then nothing has changed. */
struct block_meta *take_block(size_t need);

/* Every run of free blocks becomes one. */
void coalesce_blocks(void);

void free_block(struct block_meta *block);

#endif
