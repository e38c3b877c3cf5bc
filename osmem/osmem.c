/* The contract in its plainest form: one list of blocks, walked. Which way a request goes is decided here. */
#include "osmem/osmem.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "osmem/system.h"

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
	return (char *)payload_of(heap_last) + heap_last->size == (char *)system_grow_break(0);
}

static int grow_last(size_t need)
{
	if (!last_touches_break() || !system_grow_break(need - heap_last->size))
		return 0;
	heap_last->size = need;
	return 1;
}

static void coalesce(void)
{
	for (struct block_meta *block = heap_first; block; block = block->next)
		while (block->status == BLOCK_FREE && block->next && block->next->status == BLOCK_FREE &&
		       is_adjacent(block, block->next))
			swallow_next(block);
}

static struct block_meta *best_fit(size_t need)
{
	struct block_meta *best = NULL;

	for (struct block_meta *block = heap_first; block; block = block->next)
		if (block->status == BLOCK_FREE && block->size >= need && (!best || block->size < best->size))
			best = block;
	return best;
}

static struct block_meta *heap_take(size_t need)
{
	struct block_meta *block;

	if (!heap_first && !heap_append(HEAP_CHUNK))
		return NULL;
	coalesce();
	block = best_fit(need);
	if (block)
		split(block, need);
	else if (heap_last->status == BLOCK_FREE && last_touches_break())
		block = grow_last(need) ? heap_last : NULL;
	else
		block = heap_append(HEADER + need);
	if (block)
		block->status = BLOCK_USED;
	return block;
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

/* Mapped from `threshold` on, on the heap below. Success leaves errno alone. */
static void *allocate(size_t size, size_t threshold)
{
	int saved_errno = errno;
	struct block_meta *block = NULL;
	size_t need;

	if (size == 0)
		return NULL;
	if (size <= PTRDIFF_MAX) {
		need = need_of(size);
		block = HEADER + need >= threshold ? map_block(need) : heap_take(need);
	}
	errno = block ? saved_errno : ENOMEM;
	return block ? payload_of(block) : NULL;
}

void *os_malloc(size_t size)
{
	return allocate(size, MMAP_THRESHOLD);
}

void *os_calloc(size_t count, size_t size)
{
	size_t bytes;
	void *payload;

	if (__builtin_mul_overflow(count, size, &bytes)) {
		errno = ENOMEM;
		return NULL;
	}
	payload = allocate(bytes, (size_t)sysconf(_SC_PAGESIZE));
	if (payload && block_of(payload)->status == BLOCK_USED)
		memset(payload, 0, bytes);
	return payload;
}

void os_free(void *ptr)
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

static void *move(struct block_meta *block, size_t size)
{
	void *payload = os_malloc(size);

	if (!payload)
		return NULL;
	memcpy(payload, payload_of(block), block->size < size ? block->size : size);
	os_free(payload_of(block));
	return payload;
}

static void absorb_next(struct block_meta *block, size_t need)
{
	while (block->size < need && block->next && block->next->status == BLOCK_FREE && is_adjacent(block, block->next))
		swallow_next(block);
}

void *os_realloc(void *ptr, size_t size)
{
	struct block_meta *block;
	size_t need;

	if (!ptr)
		return os_malloc(size);
	if (size == 0) {
		os_free(ptr);
		return NULL;
	}
	block = block_of(ptr);
	if (block->status == BLOCK_FREE)
		return NULL;
	if (size > PTRDIFF_MAX) {
		errno = ENOMEM;
		return NULL;
	}
	need = need_of(size);
	if (block->status == BLOCK_MAPPED || HEADER + need >= MMAP_THRESHOLD)
		return move(block, size);
	if (need > block->size && block == heap_last && last_touches_break()) {
		if (!grow_last(need))
			return NULL;
		return ptr;
	}
	absorb_next(block, need);
	if (need > block->size)
		return move(block, size);
	split(block, need);
	return ptr;
}
