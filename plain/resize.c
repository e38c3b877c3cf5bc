/* os_realloc (section 6): in place where that can be, moved otherwise. */
#include <stdint.h>
#include <string.h>

#include "osmem/osmem.h"
#include "plain/allocate.h"
#include "plain/blocks.h"
#include "plain/habits.h"
#include "plain/heap.h"

static void *move(struct block_meta *block, size_t size, size_t kept)
{
	void *payload, *old = payload_of(block);

	if (FAULT(move_remaps) && block->status == BLOCK_MAPPED && HEADER + need_of(size) >= mmap_threshold())
		return habit_remap(block, size);
	if (FAULT(move_frees_first))
		os_free(old);
	payload = FAULT(move_callocs) ? os_calloc(1, size) : os_malloc(size);
	if (!payload)
		return NULL;
	if (FAULT(move_frees_before_copy))
		os_free(old);
	if (kept > size && !FAULT(copy_much))
		kept = size;
	if (!FAULT(copy_nothing))
		memcpy(payload, old, FAULT(copy_little) ? kept / 2 : kept);
	if (!FAULT(move_frees_first) && !FAULT(move_frees_before_copy) && !FAULT(move_leaks))
		os_free(old);
	return payload;
}

static void *shrink(struct block_meta *block, size_t size, size_t need)
{
	if (FAULT(shrink_moves) && need < block->size)
		return move(block, size, block->size);
	if (FAULT(shrink_loses_contents) && need < block->size)
		memset(payload_of(block), 0, need);
	if (!FAULT(shrink_never))
		blocks_split(block, need);
	if (FAULT(shrink_joins) && blocks_free_next(block) && blocks_free_next(block->next))
		blocks_swallow_next(block->next);
	return payload_of(block);
}

static void *grow_last(struct block_meta *block, size_t need)
{
	if (FAULTY)
		return habit_grow_last(block, need);
	return blocks_grow_last(block, need) ? payload_of(block) : out_of_memory();
}

/* Takes the free blocks behind, one at a time, until it is large enough. Returns the last that it took, or `block`. */
static struct block_meta *swallow(struct block_meta *block, size_t need)
{
	struct block_meta *swallowed = block;

	if (FAULT(absorb_never) || (FAULT(absorb_only_enough) && !habit_would_be_enough(block, need)))
		return block;
	while ((block->size < need || FAULT(absorb_all)) && blocks_free_next(block)) {
		swallowed = block->next;
		blocks_swallow_next(block);
		if (FAULT(absorb_forgets_header))
			block->size -= HEADER;
		if (FAULT(absorb_marks_free))
			block->status = BLOCK_FREE;
		if (FAULT(absorb_one))
			break;
	}
	return swallowed;
}

/* The block before a call that failed. */
static void give_back(struct block_meta *block, const struct block_meta *before, struct block_meta *swallowed)
{
	if (block == blocks_last)
		blocks_last = swallowed;
	*block = *before;
}

static void *absorb_or_move(struct block_meta *block, size_t size, size_t need)
{
	struct block_meta before = *block, *swallowed;
	void *payload;

	if (FAULT(absorb_coalesces))
		coalesce_blocks();
	swallowed = swallow(block, need);
	if (FAULT(absorb_grows) && block->size < need && block == blocks_last)
		blocks_grow_last(block, need);
	if (FAULT(absorb_backwards) && block->size < need)
		block = habit_absorb_backwards(block, need);
	if (block->size >= need) {
		if (!FAULT(absorb_whole))
			blocks_split(block, need);
		return payload_of(block);
	}
	payload = move(block, size, before.size);
	if (!payload)
		give_back(block, &before, swallowed);
	return payload;
}

static void *resize(struct block_meta *block, size_t size)
{
	size_t need = FAULT(realloc_rounds_nothing) ? size : need_of(size);

	if (need <= block->size)
		return shrink(block, size, need);
	if (FAULT(move_to_grow))
		return move(block, size, block->size);
	if (blocks_ends_with(block) && !FAULT(grow_last_never))
		return grow_last(block, need);
	return absorb_or_move(block, size, need);
}

/* Whether a block cannot stay where it is. */
static bool must_move(const struct block_meta *block, size_t size)
{
	if (FAULT(move_always))
		return true;
	if (block->status == BLOCK_MAPPED)
		return true;
	return HEADER + need_of(size) >= mmap_threshold() && !FAULT(realloc_stays_on_heap);
}

void *os_realloc(void *ptr, size_t size)
{
	struct block_meta *block;
	void *payload;

	if (!ptr)
		return FAULT(realloc_null) ? NULL : FAULT(realloc_null_callocs) ? os_calloc(1, size) : os_malloc(size);
	if (size == 0) {
		if (!FAULT(realloc_zero_leaks) && !FAULT(realloc_zero_keeps))
			os_free(ptr);
		return FAULT(realloc_zero_keeps) ? ptr : NULL;
	}
	block = block_of(ptr);
	if (block->status == BLOCK_FREE) {
		if (FAULT(realloc_freed_new))
			return os_malloc(size);
		if (!FAULT(realloc_freed))
			return NULL;
		block->status = BLOCK_USED;
	}
	if (size > PTRDIFF_MAX && !FAULT(too_large_wraps))
		return out_of_memory();
	if (FAULTY && habit_mapping_stays(block, size))
		return ptr;
	payload = must_move(block, size) ? move(block, size, block->size) : resize(block, size);
	if (FAULT(size_as_asked) && payload)
		habit_note_asked(block_of(payload), size);
	return payload;
}
