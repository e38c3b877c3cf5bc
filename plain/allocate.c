/* os_malloc, os_calloc and os_free (sections 3 to 5): on the heap, or mapped. */
#include "plain/allocate.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/system.h"
#include "osmem/osmem.h"
#include "plain/habits.h"
#include "plain/heap.h"

size_t mmap_threshold(void)
{
	if (FAULT(map_never))
		return (size_t)1 << 62;
	if (FAULT(threshold_page) || (FAULT(calloc_threshold_stays) && habit_calloc_was_called))
		return system_page_size();
	return 128 * 1024 + (FAULT(threshold_above) ? 8 : 0) - (FAULT(threshold_below) ? 8 : 0);
}

void *out_of_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

static struct block_meta *map(size_t need)
{
	size_t length = need + (FAULT(map_no_header) ? 0 : FAULT(map_header_twice) ? 2 * HEADER : HEADER);
	struct block_meta *block;

	if (FAULTY)
		habit_before_map();
	block = system_map(FAULT(map_pages) ? (length + 4095) / 4096 * 4096 : length);
	if (!block)
		return NULL;
	block->size = need;
	block->status = BLOCK_MAPPED;
	block->next = NULL;
	if (FAULTY)
		habit_after_map(block);
	return block;
}

static void unmap(struct block_meta *block)
{
	size_t length = block->size + (FAULT(unmap_payload) ? 0 : FAULT(unmap_header_twice) ? 2 * HEADER : HEADER);

	if (FAULT(unmap_never))
		return;
	if (FAULTY)
		habit_before_unmap(block);
	system_unmap(block, FAULT(unmap_pages) ? (length + 4095) / 4096 * 4096 : length);
}

/* Mapped from the threshold on, on the heap below. */
static void *allocate(size_t size, size_t threshold)
{
	struct block_meta *block;
	size_t need;

	if (size == 0 && !FAULT(zero_size_block) && !FAULT(zero_size_least))
		return NULL;
	if (size > PTRDIFF_MAX && !FAULT(too_large_wraps))
		return out_of_memory();
	need = need_of(FAULT(zero_size_least) && size == 0 ? 1 : size);
	block = need + (FAULT(threshold_payload) ? 0 : HEADER) >= threshold ? map(need) : take_block(need);
	if (!block)
		return out_of_memory();
	if (FAULT(size_as_asked))
		habit_note_asked(block, size);
	return payload_of(block);
}

void *os_malloc(size_t size)
{
	if (FAULT(prints))
		habit_print();
	return allocate(size, mmap_threshold());
}

static size_t calloc_threshold(void)
{
	if (FAULT(calloc_threshold))
		return mmap_threshold();
	return system_page_size() + (FAULT(calloc_threshold_above) ? 8 : 0) - (FAULT(calloc_threshold_below) ? 8 : 0) +
	       (FAULT(calloc_threshold_payload) ? HEADER : 0);
}

void *os_calloc(size_t count, size_t size)
{
	size_t bytes;
	char *payload;

	if (__builtin_mul_overflow(count, FAULT(calloc_rounds_each) ? need_of(size) : size, &bytes) &&
	    !FAULT(calloc_overflow))
		return out_of_memory();
	payload = allocate(bytes, calloc_threshold());
	if (FAULT(calloc_threshold_stays))
		habit_calloc_was_called = true;
	if (payload && block_of(payload)->status != BLOCK_MAPPED && !FAULT(calloc_dirty))
		memset(payload, 0, FAULTY ? habit_zeroed(count, size) : block_of(payload)->size);
	return payload;
}

static bool is_mapped(const struct block_meta *block)
{
	return FAULT(free_by_size) ? HEADER + block->size >= mmap_threshold() : block->status == BLOCK_MAPPED;
}

void os_free(void *ptr)
{
	if (!ptr)
		return;
	if (is_mapped(block_of(ptr)))
		unmap(block_of(ptr));
	else if (!FAULT(free_never))
		free_block(block_of(ptr));
}
