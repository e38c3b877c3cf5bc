/* The brk heap: preallocate, coalesce what was freed, find, expand, append. Section 2 of the contract, step by step. */
#include "osmem/heap.h"

#include "base/system.h"
#include "osmem/index.h"

#define HEAP_CHUNK (128 * 1024)

struct heap heap;

static bool prev_agrees(const struct block_meta *block)
{
	const struct block_meta *prev = block->prev;

	if (block == heap.first)
		return !prev;
	return heap_holds(prev) && prev < block && prev->next == block;
}

static bool next_agrees(const struct block_meta *block)
{
	const struct block_meta *next = block->next;

	if (block == heap.last)
		return !next;
	return heap_holds(next) && next > block && next->prev == block;
}

bool heap_has_live_end(const struct block_meta *block)
{
	return prev_agrees(block) && next_agrees(block);
}

static void withdraw(struct block_meta *block)
{
	if (freed_contains(block))
		freed_remove(&heap.freed, block);
	else
		index_remove(block);
}

/* What is swallowed is remembered through its own links, which nothing else needs from now on. */
static void swallow_next(struct block_meta *block)
{
	struct block_meta *next = block->next;

	withdraw(next);
	block_join(block);
	if (next == heap.last)
		heap.last = block;
	link_set_narrow(next, 0, heap.joined);
	heap.joined = next;
}

/* A call that fails changes nothing (7): the joins made in it are undone, the latest first. */
static void undo_joins(void)
{
	while (heap.joined) {
		struct block_meta *swallowed = heap.joined, *block = swallowed->prev;

		heap.joined = link_get_narrow(swallowed, 0);
		/* What coalesce() made is in the index by a size that it is about to lose. */
		if (block->status == BLOCK_FREE && !freed_contains(block)) {
			index_remove(block);
			freed_push(&heap.freed, block);
		}
		block_unjoin(swallowed);
		if (block == heap.last)
			heap.last = swallowed;
		freed_push(&heap.freed, swallowed);
	}
}

/*
 * Every run of free blocks becomes one (2.2). Only what was freed since the last search can be part of a run, and each
 * block here leaves that stack or is swallowed, once: the cost is that of the calls that freed them.
 */
static inline void coalesce(void)
{
	while (!freed_is_empty(&heap.freed)) {
		struct block_meta *block = freed_any(&heap.freed);

		while (block_free_prev(block))
			block = block_free_prev(block);
		withdraw(block);
		while (block_free_next(block))
			swallow_next(block);
		index_insert(block);
	}
}

/* Fresh memory at a multiple of ALIGNMENT. If another thread's sbrk() spoils that, what came is left alone. */
static void *reserve(size_t bytes)
{
	for (;;) {
		size_t padding = -(uintptr_t)system_break() % ALIGNMENT;
		char *start = system_grow_break(padding + bytes);

		if (!start)
			return NULL;
		if ((uintptr_t)(start + padding) % ALIGNMENT == 0)
			return start + padding;
	}
}

static struct block_meta *append(size_t need)
{
	void *start = reserve(HEADER + need);

	if (!start)
		return NULL;
	if (heap.last)
		heap.gaps += (size_t)((char *)start - (char *)block_end(heap.last));
	heap.last = block_make(start, need, heap.last, NULL);
	if (!heap.first)
		heap.first = heap.last;
	return heap.last;
}

enum heap_growth heap_extend(struct block_meta *block, size_t need)
{
	void *start;

	if (block != heap.last || block_end(block) != system_break())
		return HEAP_ELSEWHERE;
	start = system_grow_break(need - block->size);
	if (!start)
		return HEAP_OUT_OF_MEMORY;
	if (start != block_end(block))
		return HEAP_ELSEWHERE;
	block->size = need;
	return HEAP_GREW;
}

/* Nothing fits: the last block is made to fit if it is free, or else another one comes behind it. */
static struct block_meta *grow(size_t need)
{
	struct block_meta *last = heap.last;
	enum heap_growth growth = HEAP_ELSEWHERE;

	if (last->status == BLOCK_FREE) {
		index_remove(last);
		growth = heap_extend(last, need);
		if (growth == HEAP_GREW)
			return last;
		index_insert(last);
	}
	return growth == HEAP_ELSEWHERE ? append(need) : NULL;
}

/* The very first use reserves more than it needs (2.1). If that fails, the next use is the first. */
static bool preallocate(void)
{
	struct block_meta *chunk = append(HEAP_CHUNK - HEADER);

	if (chunk)
		index_insert(chunk);
	return chunk;
}

/* Cuts the block to `need`; the rest, if it can be a block, or NULL. */
static inline struct block_meta *cut(struct block_meta *block, size_t need)
{
	struct block_meta *rest;

	if (!block_can_split(block, need))
		return NULL;
	rest = block_split(block, need);
	if (block == heap.last)
		heap.last = rest;
	return rest;
}

struct block_meta *heap_take(size_t need)
{
	struct block_meta *block, *rest;

	if (!heap.first && !preallocate())
		return NULL;
	coalesce();
	block = index_take(need);
	if (!block)
		block = grow(need);
	if (!block) {
		undo_joins();
		return NULL;
	}
	heap.joined = NULL;
	rest = cut(block, need);
	if (rest)
		index_insert(rest);
	block->status = BLOCK_USED;
	return block;
}

void heap_release(struct block_meta *block)
{
	block->status = BLOCK_FREE;
	freed_push(&heap.freed, block);
}

void heap_trim(struct block_meta *block, size_t need)
{
	struct block_meta *rest = cut(block, need);

	if (rest)
		freed_push(&heap.freed, rest);
}

bool heap_absorb(struct block_meta *block, size_t need)
{
	while (block->size < need && block_free_next(block))
		swallow_next(block);
	if (block->size < need)
		return false;
	heap.joined = NULL;
	return true;
}
