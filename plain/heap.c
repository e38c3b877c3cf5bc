/*
 * Allocation on the heap by walking the list. What is free and adjacent is looked at as one block before it is one: the
 * list is changed only when nothing can fail any more, since a call that fails changes nothing.
 */
#include "plain/heap.h"

#include "base/system.h"
#include "plain/blocks.h"
#include "plain/habits.h"

#define HEAP_CHUNK                                                                                                     \
	((size_t)(128 * 1024 + (FAULT(preallocate_header) ? 32 : FAULT(preallocate_double) ? 128 * 1024 : 0)))

/* The last block of the run of free blocks that `block` begins; `block` itself if it is in use. */
static struct block_meta *run_end(struct block_meta *block)
{
	while (block->status == BLOCK_FREE && blocks_free_next(block) && !(FAULTY && habit_keeps_apart(block))) {
		block = block->next;
		if (FAULT(coalesce_pairs))
			break;
	}
	return block;
}

static size_t run_size(struct block_meta *block)
{
	const struct block_meta *end = run_end(block);
	size_t size = block->size;

	for (; block != end; block = block->next)
		size = blocks_joined_size(size, block->next);
	return size;
}

void coalesce_blocks(void)
{
	for (struct block_meta *block = blocks_first; block; block = block->next)
		for (struct block_meta *behind = run_end(block)->next; block->next != behind;)
			blocks_swallow_next(block);
}

static bool is_better(size_t size, size_t best)
{
	if (FAULT(first_fit))
		return false;
	if (FAULT(worst_fit))
		return size > best;
	if (FAULT(last_fit))
		return true;
	if (FAULT(tie_last))
		return size <= best;
	return size < best;
}

static bool is_seen(struct block_meta *block, size_t size)
{
	return !(FAULT(fit_not_large) && size >= (size_t)128 * 1024) &&
	       !(FAULT(fit_skips_last) && !run_end(block)->next);
}

static struct block_meta *best_fit(size_t need)
{
	struct block_meta *best = NULL;

	need += FAULT(fit_with_header) ? HEADER : FAULT(fit_not_exact) ? 8 : 0;
	for (struct block_meta *block = blocks_first; block; block = run_end(block)->next) {
		if (block->status != BLOCK_FREE || run_size(block) < need || !is_seen(block, run_size(block)))
			continue;
		if (!best || is_better(run_size(block), run_size(best)))
			best = block;
	}
	return best;
}

static bool preallocate(void)
{
	if (FAULT(preallocate_never))
		return true;
	if (!blocks_append(HEAP_CHUNK - (FAULT(preallocate_payload) ? 0 : HEADER), HEAP_CHUNK))
		return false;
	if (FAULT(preallocate_twice) && system_grow_break(HEAP_CHUNK))
		blocks_last->size += HEAP_CHUNK;
	return true;
}

/* The free run that the heap ends with, or NULL. */
static struct block_meta *last_run(void)
{
	struct block_meta *last = NULL;

	for (struct block_meta *block = blocks_first; block; block = run_end(block)->next)
		if (block->status == BLOCK_FREE && (blocks_ends_with(run_end(block)) || FAULT(expand_middle)))
			last = block;
	return last;
}

/* Makes the run as large as needed, in its last block. */
static bool expand(struct block_meta *run, size_t need)
{
	size_t missing = need - run_size(run);

	if (!system_grow_break(FAULT(expand_whole) ? need : FAULT(expand_header) ? missing + HEADER : missing))
		return false;
	run_end(run)->size += missing;
	return true;
}

static struct block_meta *append(size_t need)
{
	size_t footprint = HEADER + need;

	if (FAULT(append_chunk))
		return blocks_append(HEAP_CHUNK - HEADER, HEAP_CHUNK);
	if (FAULT(append_page))
		footprint = (footprint + 4095) / 4096 * 4096;
	if (FAULT(append_no_header))
		footprint -= HEADER;
	if (FAULT(append_header_twice))
		footprint += HEADER;
	return blocks_append(need, footprint);
}

static struct block_meta *expand_or_append(size_t need)
{
	struct block_meta *last = last_run();

	if (FAULTY)
		habit_when_nothing_fits();
	if (!last || FAULT(expand_never))
		return append(need);
	return expand(last, need) ? last : NULL;
}

struct block_meta *take_block(size_t need)
{
	bool is_first = FAULTY ? habit_is_first_use() : !blocks_first;
	bool found;
	struct block_meta *block;

	if (is_first && !preallocate())
		return NULL;
	block = FAULT(coalesce_late) ? habit_coalesce_late(best_fit, need) : best_fit(need);
	found = block;
	if (!block)
		block = expand_or_append(need);
	if (!block)
		return NULL;
	if (FAULT(expand_never) && !found)
		block->status = BLOCK_USED; /* and so joined to nothing */
	coalesce_blocks();
	if (FAULT(split_gives_end))
		block = habit_end_of(block, need);
	if (!(FAULT(preallocate_whole) && is_first))
		blocks_split(block, need);
	block->status =
		(FAULT(fit_leaves_free) && found) || (FAULT(expand_leaves_free) && !found) ? BLOCK_FREE : BLOCK_USED;
	return block;
}

void free_block(struct block_meta *block)
{
	block->status = BLOCK_FREE;
	if (FAULTY)
		habit_after_free(block);
}
