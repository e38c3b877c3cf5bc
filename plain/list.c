/* What only those need that compare the list with another allocator. */
#include "plain/list.h"

#include "plain/blocks.h"

void list_forget(void)
{
	blocks_first = blocks_last = NULL;
}

void *list_append(size_t size)
{
	struct block_meta *block = blocks_append(need_of(size), HEADER + need_of(size));

	if (!block)
		return NULL;
	block->status = BLOCK_USED;
	return payload_of(block);
}

size_t list_blocks(struct list_block *blocks, size_t room)
{
	size_t count = 0;

	for (const struct block_meta *block = blocks_first; block; block = block->next, count++)
		if (count < room)
			blocks[count] = (struct list_block){block->size, block->status};
	return count;
}
