/* Faults that take more than a line; and the table of the switches. */
#define _GNU_SOURCE
#include "plain/habits.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/system.h"
#include "plain/allocate.h"
#include "plain/blocks.h"
#include "plain/heap.h"

const volatile struct fault_table fault_table = {FAULT_MARKER, {FAULTS}};

bool habit_calloc_was_called;
static bool was_mapped;   /* a block, ever */
static bool nothing_fits; /* what coalesce_late waits for */

struct block_meta *habit_last_of_heap(void)
{
	struct block_meta *last = NULL;

	for (struct block_meta *block = blocks_first; block; block = block->next)
		if (block->status != BLOCK_MAPPED)
			last = block;
	return last;
}

bool habit_is_first_use(void)
{
	return !habit_last_of_heap() && !(FAULT(preallocate_not_after_map) && was_mapped);
}

/* Whether os_malloc leaves a free block and the free one behind it as they are. */
bool habit_keeps_apart(const struct block_meta *block)
{
	return FAULT(coalesce_never) || FAULT(coalesce_forward) || FAULT(coalesce_backward) ||
	       FAULT(coalesce_at_free_only) || (FAULT(coalesce_late) && !nothing_fits) ||
	       (FAULT(coalesce_not_first) && block == blocks_first) ||
	       (FAULT(coalesce_not_last) && block->next == blocks_last);
}

struct block_meta *habit_coalesce_late(struct block_meta *(*best_fit)(size_t), size_t need)
{
	struct block_meta *fit;

	nothing_fits = false;
	fit = best_fit(need);
	nothing_fits = !fit;
	return fit ? fit : best_fit(need);
}

void habit_when_nothing_fits(void)
{
	if (FAULT(crashes))
		__builtin_trap();
	while (FAULT(loops))
		continue;
	if (FAULT(exits))
		_exit(0);
}

/* The end of a block as one of its own, where that can be split off; otherwise the block. */
struct block_meta *habit_end_of(struct block_meta *block, size_t need)
{
	if (block->size < need + HEADER + 8)
		return block;
	blocks_split(block, block->size - HEADER - need);
	return block->next;
}

static struct block_meta *block_before(const struct block_meta *block)
{
	struct block_meta *before = blocks_first;

	if (before == block)
		return NULL;
	while (before->next != block)
		before = before->next;
	return before;
}

static void join_all(void)
{
	for (struct block_meta *block = blocks_first; block; block = block->next)
		while (block->status == BLOCK_FREE && blocks_free_next(block))
			blocks_swallow_next(block);
}

static void lower_break(struct block_meta *block)
{
	blocks_last = block_before(block);
	blocks_last->next = NULL;
	system_grow_break(-(HEADER + block->size));
}

void habit_after_free(struct block_meta *block)
{
	struct block_meta *before = FAULT(coalesce_backward) ? block_before(block) : NULL;
	size_t footprint = HEADER + block->size;

	if ((FAULT(coalesce_forward) || FAULT(coalesce_at_free_next)) && blocks_free_next(block))
		blocks_swallow_next(block);
	if (before && before->status == BLOCK_FREE)
		blocks_swallow_next(before);
	if (FAULT(coalesce_at_free) || FAULT(coalesce_at_free_only))
		join_all();
	if (FAULT(free_loses_link) && blocks_free_next(block))
		block->next = block->next->next;
	if (FAULT(free_lowers_break) && block == blocks_last && block != blocks_first)
		lower_break(block);
	if (FAULT(free_unmaps_heap) && footprint >= system_page_size())
		system_unmap(block, footprint);
}

void habit_drop_mapped_tail(void)
{
	blocks_last = habit_last_of_heap();
	if (blocks_last)
		blocks_last->next = NULL;
	else
		blocks_first = NULL;
}

void habit_before_map(void)
{
	if (FAULT(preallocate_for_mappings) && !blocks_first)
		blocks_append((size_t)128 * 1024 - HEADER, (size_t)128 * 1024);
}

void habit_after_map(struct block_meta *block)
{
	was_mapped = true;
	if (!FAULT(mapped_hides_neighbours) && !FAULT(mapped_hides_last))
		return;
	if (blocks_last)
		blocks_last->next = block;
	else
		blocks_first = block;
	blocks_last = block;
}

void habit_before_unmap(struct block_meta *block)
{
	struct block_meta *before = NULL;

	for (struct block_meta *other = blocks_first; other && other != block; other = other->next)
		before = other;
	if (before ? before->next != block : blocks_first != block)
		return;
	*(before ? &before->next : &blocks_first) = block->next;
	if (blocks_last == block)
		blocks_last = before;
}

void habit_print(void)
{
	if (write(STDOUT_FILENO, "os_malloc\n", 10) != 10)
		abort();
}

/* Only where the block is as large as needed: one that is used whole says what it has. */
void habit_note_asked(struct block_meta *block, size_t size)
{
	if (block->size == need_of(size))
		block->size = size;
}

size_t habit_zeroed(size_t count, size_t size)
{
	if (FAULT(calloc_zeroes_little))
		return size;
	return count * size + (FAULT(calloc_clears_behind) ? HEADER : 0);
}

void *habit_remap(struct block_meta *block, size_t size)
{
	block = mremap(block, HEADER + block->size, HEADER + need_of(size), MREMAP_MAYMOVE);
	block->size = need_of(size);
	return payload_of(block);
}

bool habit_mapping_stays(const struct block_meta *block, size_t size)
{
	if (block->status != BLOCK_MAPPED)
		return false;
	return (FAULT(shrink_mapped_in_place) && need_of(size) <= block->size) ||
	       (FAULT(mapped_keeps_size) && need_of(size) == block->size);
}

void *habit_grow_last(struct block_meta *block, size_t need)
{
	size_t missing = need - block->size;
	size_t bytes = FAULT(grow_last_whole) ? need : FAULT(grow_last_header) ? missing + HEADER : missing;

	if (!(FAULT(grow_last_maps) ? system_map(bytes) : system_grow_break(bytes)))
		return out_of_memory();
	block->size = need;
	return payload_of(block);
}

bool habit_would_be_enough(const struct block_meta *block, size_t need)
{
	size_t size = block->size;

	for (; blocks_free_next(block); block = block->next)
		size += HEADER + block->next->size;
	return size >= need;
}

/* The block before, if it is free and that suffices: swallows `block` and has its contents. */
struct block_meta *habit_absorb_backwards(struct block_meta *block, size_t need)
{
	struct block_meta *before = block_before(block);

	if (!before || before->status != BLOCK_FREE || before->size + HEADER + block->size < need)
		return block;
	memmove(payload_of(before), payload_of(block), block->size);
	blocks_swallow_next(before);
	before->status = BLOCK_USED;
	return before;
}
