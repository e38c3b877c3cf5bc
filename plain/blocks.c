/* The list of the heap's blocks. */
#include "plain/blocks.h"

#include "base/system.h"
#include "plain/habits.h"

struct block_meta *blocks_first, *blocks_last;

static bool is_adjacent(const struct block_meta *block, const struct block_meta *next)
{
	return FAULTY || (const char *)block + HEADER + block->size == (const char *)next;
}

struct block_meta *blocks_free_next(const struct block_meta *block)
{
	struct block_meta *next = block->next;

	return next && next->status == BLOCK_FREE && is_adjacent(block, next) ? next : NULL;
}

size_t blocks_joined_size(size_t size, const struct block_meta *next)
{
	return size + (FAULT(join_forgets_header) ? 0 : HEADER) + next->size;
}

void blocks_swallow_next(struct block_meta *block)
{
	struct block_meta *next = block->next;

	block->size = blocks_joined_size(block->size, next);
	block->next = next->next;
	if (next == blocks_last)
		blocks_last = block;
}

static struct block_meta *last_block(void)
{
	return FAULT(mapped_hides_neighbours) && !FAULT(mapped_hides_last) ? habit_last_of_heap() : blocks_last;
}

bool blocks_ends_with(const struct block_meta *block)
{
	return block == last_block() && (FAULTY || (char *)block + HEADER + block->size == system_break());
}

bool blocks_grow_last(struct block_meta *last, size_t need)
{
	if (!system_grow_break(need - last->size))
		return false;
	last->size = need;
	return true;
}

/* What the rest has less as a payload than it had as a part of another. */
static size_t rest_header(void)
{
	if (FAULT(split_counts_header))
		return 0;
	return HEADER + (FAULT(split_loses_bytes) ? 8 : 0) - (FAULT(split_adds_bytes) ? 8 : 0);
}

void blocks_split(struct block_meta *block, size_t need)
{
	size_t least = HEADER + (FAULT(split_early) ? 0 : FAULT(split_late) ? 16 : FAULT(split_later) ? 32 : 8);
	struct block_meta *rest = (struct block_meta *)(payload_of(block) + need);

	if (FAULT(split_keeps_header))
		rest = (struct block_meta *)(payload_of(block) + (need += HEADER));
	if (block->size < need + least || FAULT(split_never)) {
		if (FAULT(split_cuts_whole) && block->size > need)
			block->size = need;
		return;
	}
	rest->size = block->size - need - rest_header();
	rest->status = FAULT(split_rest_used) ? BLOCK_USED : BLOCK_FREE;
	rest->next = FAULT(split_loses_list) ? NULL : block->next;
	if (!rest->next)
		blocks_last = rest;
	block->next = rest;
	block->size = need;
}

struct block_meta *blocks_append(size_t size, size_t footprint)
{
	struct block_meta *block = system_grow_break(footprint);

	if (!block)
		return NULL;
	block->size = size;
	block->status = BLOCK_FREE;
	block->next = NULL;
	if (FAULT(mapped_hides_last) && !FAULT(mapped_hides_neighbours))
		habit_drop_mapped_tail();
	if (blocks_last)
		blocks_last->next = block;
	else
		blocks_first = block;
	blocks_last = block;
	return block;
}
