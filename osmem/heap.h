/* The brk heap: a list of blocks by address, of which the free ones are in the index or freed since the last search. */
#ifndef OSMEM_HEAP_H_
#define OSMEM_HEAP_H_

#include "osmem/freed.h"

struct heap {
	struct block_meta *first, *last; /* NULL before first use */
	size_t gaps;                     /* bytes between blocks that somebody else got by moving the break */
	struct freed freed;              /* became free since the last search */
	struct block_meta
		*joined; /* swallowed by others in this call, the latest first, to be undone if it fails; else NULL */
};

extern struct heap heap;

/* begin <= at < end, by one comparison: what lies before `begin`, as NULL does, wraps to a huge number. */
static inline bool is_within(uintptr_t at, uintptr_t begin, uintptr_t end)
{
	return at - begin < end - begin;
}

/* Whether a block can begin at `address`, so that its header may be read. Any address may be asked about. */
static inline bool heap_holds(const struct block_meta *address)
{
	uintptr_t first = (uintptr_t)heap.first, here = (uintptr_t)address, last = (uintptr_t)heap.last;

	return heap.first && is_within(here, first, last + 1) && here % ALIGNMENT == 0;
}

/* Whether a block in use starts at `address`. Any may be asked about, and nothing outside the heap is read. */
static inline bool heap_has_live(const struct block_meta *address)
{
	return heap_holds(address) && block_is_used(address);
}

/* A block of at least `need` bytes, marked in use (2). NULL when memory is out, and then every block is as before. */
struct block_meta *heap_take(size_t need);

/* Marks the block free. Its neighbours stay as they are until the next search (5). */
void heap_release(struct block_meta *block);

/* Cuts a block in use to `need` where the rest can be a block (6.5). */
void heap_trim(struct block_meta *block, size_t need);

enum heap_growth {
	HEAP_GREW,
	HEAP_OUT_OF_MEMORY,
	HEAP_ELSEWHERE, /* the block is not the last one, or somebody else moved the break away from it */
};

/* Moves the break so that the last block has `need` bytes (2.5, 6.6). */
enum heap_growth heap_extend(struct block_meta *block, size_t need);

/*
 * Swallows the free blocks right behind, one at a time, until the block has `need` bytes (6.7). False when they were
 * too few: the block keeps them, so that a search for another block does not find them. The caller makes that search
 * next, by heap_take(), which alone knows whether the call fails after all, and gives them back then (7).
 */
bool heap_absorb(struct block_meta *block, size_t need);

#endif
