/* The brk heap: preallocate, coalesce what was freed, find, expand, append. Section 2 of the contract, step by step. */
#include "osmem/heap.h"

#include "base/system.h"
#include "osmem/index.h"

#define HEAP_CHUNK (128 * 1024)

struct heap heap;

static void withdraw(struct block_meta *block)
{
	if (freed_contains(&heap.freed, block))
		freed_remove(&heap.freed, block);
	else
		index_remove(block);
}

/*
 * The block swallows the one behind it, which nothing finds any more. That is remembered through its own links, which
 * nothing else needs from now on.
 */
static inline void join_next(struct block_meta *block)
{
	struct block_meta *next = block->next;

	block_join(block);
	if (next == heap.last)
		heap.last = block;
	link_set_narrow(next, 0, heap.joined);
	heap.joined = next;
}

static void swallow_next(struct block_meta *block)
{
	withdraw(block->next);
	join_next(block);
}

/* A call that fails changes nothing (7): the joins made in it are undone, the latest first. */
static void undo_joins(void)
{
	while (heap.joined) {
		struct block_meta *swallowed = heap.joined, *block = swallowed->prev;

		heap.joined = link_get_narrow(swallowed, 0);
		/* What coalesce() made is in the index by a size that it is about to lose. */
		if (block->status == BLOCK_FREE && !freed_contains(&heap.freed, block)) {
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
 * Only what was freed since the last search can be part of a run, and each block here leaves the freed or is swallowed,
 * once: the cost is that of the calls that freed them.
 */
static APART void coalesce_all(void)
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

/* The same for one block alone: it has one free neighbour on each side at most, and they are in the index. */
static inline void coalesce_one(struct block_meta *block)
{
	struct block_meta *prev = block_free_prev(block), *next = block_free_next(block);

	if (next) {
		index_remove(next);
		join_next(block);
	}
	if (prev) {
		index_remove(prev);
		join_next(prev);
		block = prev;
	}
	index_insert(block);
}

/* Every run of free blocks becomes one (2.2). In the usual case it is one that was freed since the last search. */
static inline void coalesce(void)
{
	struct block_meta *latest = heap.freed.latest;

	if (heap.freed.top) {
		coalesce_all();
	} else if (latest) {
		heap.freed.latest = NULL;
		coalesce_one(latest);
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

/* Where the heap has become a large one: each free block, which is in the index, is counted from now on. */
static void begin_to_count(void)
{
	stretches_start(&free_index.stretches, heap.first);
	stretches_reach(&free_index.stretches, block_end(heap.last));
	for (const struct block_meta *block = heap.first; block; block = block->next)
		if (block->status == BLOCK_FREE)
			stretch_add(&free_index.stretches, block);
}

static struct block_meta *append(size_t need)
{
	void *start = reserve(HEADER + need);

	if (!start)
		return NULL;
	if (!free_index.stretches.length && (uintptr_t)heap.last - (uintptr_t)heap.first >= STRETCHES_FROM)
		begin_to_count();
	stretches_reach(&free_index.stretches, (char *)start + HEADER + need);
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
	block_reseal(block);
	stretches_reach(&free_index.stretches, block_end(block));
	return HEAP_GREW;
}

/* The very first use reserves more than it needs (2.1). If that fails, the next use is the first. */
static bool preallocate(void)
{
	struct block_meta *chunk = append(HEAP_CHUNK - HEADER);

	if (chunk)
		index_insert(chunk);
	return chunk;
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

/* Cuts the block to `need`, where that can be; the rest is in neither index nor freed. */
static inline struct block_meta *cut(struct block_meta *block, size_t need)
{
	struct block_meta *rest = block_split(block, need);

	if (block == heap.last)
		heap.last = rest;
	return rest;
}

/* Nothing fits. */
static APART struct block_meta *take_fresh(size_t need)
{
	struct block_meta *block = grow(need);

	if (block)
		block_use(block);
	else
		undo_joins();
	heap.joined = NULL;
	return block;
}

/* The rest goes back to the index. */
static APART struct block_meta *take_part(struct block_meta *block, size_t need)
{
	index_insert(cut(block, need));
	block_use(block);
	return block;
}

static inline struct block_meta *take_fit(struct fit fit, size_t need)
{
	heap.joined = NULL;
	if (can_split(fit.size, need))
		return take_part(fit.block, need);
	block_use(fit.block);
	return fit.block;
}

/* Step by step. */
static APART struct block_meta *take_after_all(size_t need)
{
	struct fit fit;

	if (!heap.first && !preallocate())
		return NULL;
	coalesce();
	fit = index_take(need);
	return fit.block ? take_fit(fit, need) : take_fresh(need);
}

/*
 * Whether one block was freed since the last search, and stays as it is: each neighbour is in use. That is so if
 * neither is in the index, as no other block is free.
 */
static inline bool is_alone(const struct block_meta *latest)
{
	if (!latest || heap.freed.top || heap.gaps)
		return false;
	if (index_has_no_neighbour(latest))
		return true;
	if (!latest->next || !latest->prev)
		return false;
	return latest->next->status != BLOCK_FREE && latest->prev->status != BLOCK_FREE;
}

struct block_meta *heap_take(size_t need)
{
	struct block_meta *latest = heap.freed.latest;
	struct fit fit;

	if (!is_alone(latest))
		return take_after_all(need);
	/* Its size, by a link that os_free() looked at; the word itself may lie in another line of memory. */
	fit = index_exchange(latest, (size_t)((char *)latest->next - (char *)block_payload(latest)), need);
	if (!fit.block)
		return take_after_all(need);
	heap.freed.latest = NULL;
	return take_fit(fit, need);
}

void heap_release(struct block_meta *block)
{
	block_release(block);
	freed_push(&heap.freed, block);
}

void heap_trim(struct block_meta *block, size_t need)
{
	if (can_split(block->size, need))
		freed_push(&heap.freed, cut(block, need));
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
