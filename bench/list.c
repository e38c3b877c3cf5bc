/* The contract in its plainest form, one list of blocks, walked: the bench's baseline, and what osmem is compared to.
 */
#include "bench/list.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/system.h"

#define ALIGNMENT 8
#define HEADER sizeof(struct block_meta)
#define MMAP_THRESHOLD (128 * 1024)
#define HEAP_CHUNK (128 * 1024)

enum { BLOCK_FREE, BLOCK_USED, BLOCK_MAPPED };

struct block_meta {
	size_t size;
	int status;
	struct block_meta *prev, *next;
};

_Static_assert(sizeof(struct block_meta) == 32, "the contract's header");

static struct block_meta *heap_first, *heap_last;

void list_forget(void)
{
	heap_first = heap_last = NULL;
}

static void *out_of_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

static size_t need_of(size_t size)
{
	return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void *payload_of(struct block_meta *block)
{
	return (char *)block + HEADER;
}

static struct block_meta *block_of(void *payload)
{
	return (struct block_meta *)((char *)payload - HEADER);
}

static int is_adjacent(const struct block_meta *block, const struct block_meta *next)
{
	return (const char *)block + HEADER + block->size == (const char *)next;
}

static void swallow_next(struct block_meta *block)
{
	struct block_meta *next = block->next;

	block->size += HEADER + next->size;
	block->next = next->next;
	if (block->next)
		block->next->prev = block;
	else
		heap_last = block;
}

static void split(struct block_meta *block, size_t need)
{
	struct block_meta *rest;

	if (block->size - need < HEADER + ALIGNMENT)
		return;
	rest = (struct block_meta *)((char *)payload_of(block) + need);
	rest->size = block->size - need - HEADER;
	rest->status = BLOCK_FREE;
	rest->prev = block;
	rest->next = block->next;
	if (rest->next)
		rest->next->prev = rest;
	else
		heap_last = rest;
	block->next = rest;
	block->size = need;
}

static struct block_meta *heap_append(size_t footprint)
{
	struct block_meta *block = system_grow_break(footprint);

	if (!block)
		return NULL;
	block->size = footprint - HEADER;
	block->status = BLOCK_FREE;
	block->prev = heap_last;
	block->next = NULL;
	if (heap_last)
		heap_last->next = block;
	else
		heap_first = block;
	heap_last = block;
	return block;
}

/* Whether the break still stands where the heap ends. */
static int last_touches_break(void)
{
	return (char *)payload_of(heap_last) + heap_last->size == (char *)system_break();
}

static int grow_last(size_t need, size_t size)
{
	if (!last_touches_break() || !system_grow_break(need - size))
		return 0;
	heap_last->size += need - size;
	return 1;
}

/* The free block that would be right behind, or NULL. */
static struct block_meta *free_next(const struct block_meta *block)
{
	struct block_meta *next = block->next;

	return next && next->status == BLOCK_FREE && is_adjacent(block, next) ? next : NULL;
}

static void coalesce(void)
{
	for (struct block_meta *block = heap_first; block; block = block->next)
		while (block->status == BLOCK_FREE && free_next(block))
			swallow_next(block);
}

/*
 * Walks the runs of free blocks, each of which is one block as soon as they are coalesced. `fit` is the first block of
 * the best one or NULL; what is left is the size of the run that ends the heap, 0 if a block in use does.
 */
static size_t walk_runs(size_t need, struct block_meta **fit)
{
	size_t best = SIZE_MAX, size = 0;

	*fit = NULL;
	for (struct block_meta *block = heap_first, *run; block; block = block->next) {
		size = 0;
		if (block->status != BLOCK_FREE)
			continue;
		run = block;
		for (size = block->size; free_next(block); size += HEADER + block->size)
			block = block->next;
		if (size >= need && size < best) {
			best = size;
			*fit = run;
		}
	}
	return size;
}

/* Coalesces only when nothing can fail any more, since a call that fails changes nothing. */
static struct block_meta *heap_take(size_t need)
{
	struct block_meta *block;
	size_t last_size;

	if (!heap_first && !heap_append(HEAP_CHUNK))
		return NULL;
	last_size = walk_runs(need, &block);
	if (!block && last_size && last_touches_break()) {
		if (!grow_last(need, last_size))
			return NULL;
	} else if (!block) {
		if (!heap_append(HEADER + need))
			return NULL;
	}
	coalesce();
	if (!block)
		block = heap_last;
	split(block, need);
	block->status = BLOCK_USED;
	return block;
}

void *list_append(size_t size)
{
	struct block_meta *block = heap_append(HEADER + need_of(size));

	if (!block)
		return out_of_memory();
	block->status = BLOCK_USED;
	return payload_of(block);
}

static struct block_meta *map_block(size_t need)
{
	struct block_meta *block = system_map(HEADER + need);

	if (block) {
		block->size = need;
		block->status = BLOCK_MAPPED;
		block->prev = block->next = NULL;
	}
	return block;
}

/* Mapped from `threshold` on, on the heap below. */
static void *allocate(size_t size, size_t threshold)
{
	struct block_meta *block;
	size_t need;

	if (size == 0)
		return NULL;
	if (size > PTRDIFF_MAX)
		return out_of_memory();
	need = need_of(size);
	block = HEADER + need >= threshold ? map_block(need) : heap_take(need);
	return block ? payload_of(block) : out_of_memory();
}

void *list_malloc(size_t size)
{
	return allocate(size, MMAP_THRESHOLD);
}

void *list_calloc(size_t count, size_t size)
{
	size_t bytes;
	void *payload;

	if (__builtin_mul_overflow(count, size, &bytes))
		return out_of_memory();
	payload = allocate(bytes, system_page_size());
	if (payload && block_of(payload)->status == BLOCK_USED)
		memset(payload, 0, block_of(payload)->size);
	return payload;
}

void list_free(void *ptr)
{
	struct block_meta *block;

	if (!ptr)
		return;
	block = block_of(ptr);
	if (block->status == BLOCK_MAPPED)
		system_unmap(block, HEADER + block->size);
	else
		block->status = BLOCK_FREE;
}

static void *move(struct block_meta *block, size_t size, size_t kept)
{
	void *payload = list_malloc(size);

	if (!payload)
		return NULL;
	memcpy(payload, payload_of(block), kept < size ? kept : size);
	list_free(payload_of(block));
	return payload;
}

/* The block swallows what is free behind it; if that is not enough it moves, and if that fails it gives all back. */
static void *absorb_or_move(struct block_meta *block, size_t size, size_t need)
{
	struct block_meta before = *block, *swallowed = block;
	void *payload;

	while (block->size < need && free_next(block)) {
		swallowed = block->next;
		swallow_next(block);
	}
	if (block->size >= need) {
		split(block, need);
		return payload_of(block);
	}
	payload = move(block, size, before.size);
	if (!payload && swallowed != block) {
		if (block->next)
			block->next->prev = swallowed;
		else
			heap_last = swallowed;
		block->size = before.size;
		block->next = before.next;
	}
	return payload;
}

void *list_realloc(void *ptr, size_t size)
{
	struct block_meta *block;
	size_t need;

	if (!ptr)
		return list_malloc(size);
	if (size == 0) {
		list_free(ptr);
		return NULL;
	}
	block = block_of(ptr);
	if (block->status == BLOCK_FREE)
		return NULL;
	if (size > PTRDIFF_MAX)
		return out_of_memory();
	need = need_of(size);
	if (block->status == BLOCK_MAPPED || HEADER + need >= MMAP_THRESHOLD)
		return move(block, size, block->size);
	if (need > block->size && block == heap_last && last_touches_break())
		return grow_last(need, block->size) ? ptr : out_of_memory();
	if (need > block->size)
		return absorb_or_move(block, size, need);
	split(block, need);
	return ptr;
}
