/*
 * Walks the list of blocks, first for what each header says by itself, then, when no link leads out of the heap, to
 * compare it with the index and with the blocks freed since the last search.
 */
#include "osmem/check.h"

#include "osmem/heap.h"
#include "osmem/index.h"

static const char *check_neighbours(const struct block_meta *block)
{
	const struct block_meta *next = block->next;

	if (!next)
		return block == heap.last ? NULL : "a list that does not end with the last block";
	if (next <= block || !heap_holds(next))
		return "a block whose next one is before it or outside the heap";
	if (next->prev != block)
		return "a block that its next one does not know";
	return (void *)next < block_end(block) ? "a block that overlaps the next one" : NULL;
}

/* How many links lie in a free block; on top of the stack of the freed, FREED_NEXT alone. */
static unsigned count_links(const struct block_meta *block)
{
	if (freed_contains(&heap.freed, block))
		return block == heap.freed.latest ? 0 : block == heap.freed.top ? 1 : 2;
	return index_is_linked(block) ? 2 : 0;
}

static const char *check_links(const struct block_meta *block)
{
	bool narrow = freed_contains(&heap.freed, block) || block->size == SMALLEST_PAYLOAD;

	for (unsigned which = 0; which < count_links(block); which++) {
		const struct block_meta *target = link_get(block, which, narrow);

		if (target && (!heap_holds(target) || target->status != BLOCK_FREE))
			return "a free block that was written to: its links lead to no free block";
	}
	return NULL;
}

static const char *check_block(const struct block_meta *block)
{
	const char *problem = check_neighbours(block);

	if (block->size < SMALLEST_PAYLOAD || block->size % ALIGNMENT)
		return "a block with a size that is none";
	if (block->status != BLOCK_FREE && block->status != BLOCK_USED)
		return "a block with a status that is none";
	if (block->status == BLOCK_USED)
		return problem || block_is_used(block) ? problem : "a block in use of which the header was overwritten";
	return problem ? problem : check_links(block);
}

static const char *check_tiling(void)
{
	size_t gaps = 0;

	if (heap.first && heap.first->prev)
		return "a first block that has one before it";
	for (const struct block_meta *block = heap.first; block; block = block->next) {
		const char *problem = check_block(block);

		if (problem)
			return problem;
		if (block->next)
			gaps += (size_t)((char *)block->next - (char *)block_end(block));
	}
	return gaps == heap.gaps ? NULL : "a block that ends before the next one begins";
}

/* After coalescing, only what was freed since can have a free neighbour. */
static const char *check_free(const struct block_meta *block)
{
	const struct block_meta *next = block_free_next(block);

	if (freed_contains(&heap.freed, block))
		return NULL;
	if (!index_contains(block))
		return "a free block that is not in the index";
	if (next && !freed_contains(&heap.freed, next))
		return "two free blocks in a row that should be one";
	return NULL;
}

/* Whether so many free blocks are in the index as are counted where the block begins. */
static bool is_counted(const struct block_meta *block)
{
	const struct stretches *stretches = &free_index.stretches;
	size_t here, other, count = 0;

	if (!stretches->length || !stretch_of(stretches, block, &here))
		return true;
	if (stretch_of(stretches, block->prev, &other) && other == here)
		return true; /* the first that begins there was asked */
	for (; stretch_of(stretches, block, &other) && other == here; block = block->next)
		count += block->status == BLOCK_FREE && !freed_contains(&heap.freed, block);
	return count == stretches->count[here];
}

static size_t count_freed(void)
{
	size_t count = heap.freed.latest ? 1 : 0;

	for (const struct block_meta *block = heap.freed.top; block; block = freed_next(block))
		count++;
	return count;
}

static const char *check_finding(void)
{
	size_t freed = 0, indexed = 0;

	for (const struct block_meta *block = heap.first; block; block = block->next) {
		const char *problem = block->status == BLOCK_FREE ? check_free(block) : NULL;

		if (problem)
			return problem;
		if (!is_counted(block))
			return "a stretch where more or fewer free blocks begin than are counted";
		freed += block->status == BLOCK_FREE && freed_contains(&heap.freed, block);
		indexed += block->status == BLOCK_FREE && !freed_contains(&heap.freed, block);
	}
	if (freed != count_freed())
		return "a block that was freed and got lost, or one in use among the freed";
	return indexed == index_count() ? NULL : "an index with more or fewer blocks than the heap has free";
}

const char *heap_check(void)
{
	const char *problem = check_tiling();

	if (heap.joined)
		return "a call that ended without letting go of what was joined";
	return problem ? problem : check_finding();
}
