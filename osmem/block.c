/* Splitting and joining: what changes where one block becomes two, or two become one. */
#include "osmem/block.h"

/* `prev` is what comes before `next`, if that is a block, from now on. */
static void set_prev(struct block_meta *next, struct block_meta *prev)
{
	if (!next)
		return;
	next->prev = prev;
	block_reseal(next);
}

struct block_meta *block_make(void *start, size_t size, struct block_meta *prev, struct block_meta *next)
{
	struct block_meta *block = start;

	block->size = size;
	block_release(block);
	block->prev = prev;
	block->next = next;
	if (prev) {
		prev->next = block;
		block_reseal(prev);
	}
	set_prev(next, block);
	return block;
}

/* | block         |   becomes   | block | rest  |   */
struct block_meta *block_split(struct block_meta *block, size_t need)
{
	size_t rest = block->size - need - HEADER;

	block->size = need;
	return block_make(block_end(block), rest, block, block->next);
}

/* | block | next |   becomes   | block        |   */
void block_join(struct block_meta *block)
{
	struct block_meta *next = block->next;

	block->size += HEADER + next->size;
	block->next = next->next;
	block_reseal(block);
	set_prev(block->next, block);
}

void block_unjoin(struct block_meta *swallowed)
{
	struct block_meta *block = swallowed->prev;

	/* Of a block that had the smallest payload, the second link reached into the header behind (link.h). */
	swallowed->size = (size_t)((char *)block_end(block) - (char *)block_payload(swallowed));
	block->size = (size_t)((char *)swallowed - (char *)block_payload(block));
	block->next = swallowed;
	block_reseal(block);
	set_prev(swallowed->next, swallowed);
}
