/* Reads like the contract; (6.4) is a clause of it. */
#include "osmem/policy.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/options.h"
#include "base/system.h"
#include "osmem/heap.h"
#include "osmem/mapping.h"
#include "osmem/misuse.h"

static void *out_of_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

/* What no block of the heap can do. */
static APART void *allocate_unusual(size_t size)
{
	struct block_meta *block = NULL;

	if (size == 0)
		return NULL;
	if (size <= PTRDIFF_MAX)
		block = mapping_make(need_of(size));
	return block ? block_payload(block) : out_of_memory();
}

/* Mapped from a footprint of `threshold` on, from the heap below (3). */
static void *allocate(size_t size, size_t threshold)
{
	struct block_meta *block;

	if (size - 1 >= PTRDIFF_MAX || footprint_of(size) >= threshold) /* 0 comes before 1 */
		return allocate_unusual(size);
	block = heap_take(need_of(size));
	return block ? block_payload(block) : out_of_memory();
}

/* The block whose payload `ptr` is. When there is none, this does not return. */
static inline struct block_meta *live_block(const char *call, void *ptr)
{
	struct block_meta *block = block_of(ptr);

	if (!heap_has_live(block) && !mapping_exists(block))
		misuse_stop(call, ptr);
	return block;
}

static inline void release(struct block_meta *block)
{
	if (block->status == BLOCK_MAPPED)
		mapping_release(block);
	else
		heap_release(block);
}

/* A new block, of which the first `kept` bytes are those of the old one (6.4, 6.8). */
static void *move(struct block_meta *block, size_t size, size_t kept)
{
	void *payload = allocate(size, options.mmap_threshold);

	if (!payload)
		return NULL;
	memcpy(payload, block_payload(block), kept < size ? kept : size);
	release(block);
	return payload;
}

/* Rules 4 to 8 of section 6. */
static void *resize(struct block_meta *block, size_t size)
{
	size_t kept = block->size, need = need_of(size);

	if (block->status == BLOCK_MAPPED || footprint_of(size) >= options.mmap_threshold)
		return move(block, size, kept);
	if (need > block->size) {
		enum heap_growth growth = heap_extend(block, need);

		if (growth == HEAP_OUT_OF_MEMORY)
			return out_of_memory();
		/* Below the threshold move() comes to heap_take(), which must follow what heap_absorb() did in vain. */
		if (growth == HEAP_ELSEWHERE && !heap_absorb(block, need))
			return move(block, size, kept);
	}
	heap_trim(block, need);
	return block_payload(block);
}

void *policy_malloc(size_t size)
{
	return allocate(size, options.mmap_threshold);
}

void *policy_calloc(size_t count, size_t size)
{
	size_t page = system_page_size(), threshold = options.mmap_threshold, bytes;
	void *payload;

	if (__builtin_mul_overflow(count, size, &bytes))
		return out_of_memory();
	payload = allocate(bytes, threshold < page ? threshold : page);
	/* A mapping is zero as it comes. */
	if (payload && block_of(payload)->status == BLOCK_USED)
		memset(payload, 0, block_of(payload)->size);
	return payload;
}

/* Rules 1 to 3 of section 6. */
void *policy_realloc(void *ptr, size_t size)
{
	struct block_meta *block;

	if (!ptr)
		return policy_malloc(size);
	if (size > 0 && misuse_is_freed(ptr))
		return NULL;
	block = live_block("os_realloc", ptr);
	if (size == 0) {
		release(block);
		return NULL;
	}
	return size > PTRDIFF_MAX ? out_of_memory() : resize(block, size);
}

/* What is not in use on the heap: nothing, a mapping, or no block at all. */
static APART void free_unusual(void *ptr)
{
	if (ptr)
		release(live_block("os_free", ptr));
}

void policy_free(void *ptr)
{
	struct block_meta *block = block_of(ptr);

	if (heap_has_live(block))
		heap_release(block);
	else
		free_unusual(ptr);
}
