/* Walks the list of blocks once and compares it with the index and with the blocks freed since the last search. */
#include "osmem/check.h"

#include "osmem/freed.h"
#include "osmem/heap.h"
#include "osmem/index.h"

static const char *check_links(const struct block_meta *block)
{
	if (block->next && block->next->prev != block)
		return "a block that its next one does not know";
	if (!block->next && block != heap.last)
		return "a list that does not end with the last block";
	if (block->next && (void *)block->next < block_end(block))
		return "a block that overlaps the next one";
	return NULL;
}

static const char *check_block(const struct block_meta *block)
{
	if ((uintptr_t)block % ALIGNMENT)
		return "a block that is not aligned";
	if (block->size < SMALLEST_PAYLOAD || block->size % ALIGNMENT)
		return "a block with a size that is none";
	if (block->status != BLOCK_FREE && block->status != BLOCK_USED)
		return "a block with a status that is none";
	return check_links(block);
}

/* After coalescing, only what was freed since can have a free neighbour. */
static const char *check_free(const struct block_meta *block)
{
	const struct block_meta *next = block_free_next(block);

	if (freed_contains(block))
		return NULL;
	if (!index_contains(block))
		return "a free block that is not in the index";
	if (next && !freed_contains(next))
		return "two free blocks in a row that should be one";
	return NULL;
}

static size_t count_freed(void)
{
	size_t count = 0;

	for (const struct block_meta *block = heap.freed; block; block = freed_next(block))
		count++;
	return count;
}

const char *heap_check(void)
{
	size_t freed = 0, indexed = 0;

	if (heap.joined)
		return "a call that ended without letting go of what was joined";
	if (heap.first && heap.first->prev)
		return "a first block that has one before it";
	for (const struct block_meta *block = heap.first; block; block = block->next) {
		const char *problem = check_block(block);

		if (!problem && block->status == BLOCK_FREE)
			problem = check_free(block);
		if (problem)
			return problem;
		freed += block->status == BLOCK_FREE && freed_contains(block);
		indexed += block->status == BLOCK_FREE && !freed_contains(block);
	}
	if (freed != count_freed())
		return "a block that was freed and got lost, or one in use among the freed";
	return indexed == index_count() ? NULL : "an index with more or fewer blocks than the heap has free";
}
