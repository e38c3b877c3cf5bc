/*
 * The contract in its plainest form: the four functions over one list of blocks; and, each behind a switch of
 * its own, what students get wrong. faults.bzl has the switches: the library with the fault `first_fit` is
 * compiled with -DFAULT_first_fit=1, and FAULT(first_fit) is true in it alone.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "checker/testdata/list.h"
#include "osmem/osmem.h"

static struct block_meta *map(size_t need)
{
	size_t length = HEADER + need;
	struct block_meta *block;

	if (FAULT(map_pages))
		length = (length + 4095) / 4096 * 4096;
	block = mmap(NULL, length, PROT_READ | PROT_WRITE,
		     (FAULT(map_shared) ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS, -1, 0);
	if (block == MAP_FAILED)
		return NULL;
	*block = (struct block_meta){need, BLOCK_MAPPED, NULL};
	return block;
}

static void *allocate(size_t size, size_t threshold)
{
	struct block_meta *block = NULL;
	size_t need = need_of(size);

	if (size == 0 && !FAULT(zero_size_block))
		return NULL;
	if (size <= PTRDIFF_MAX || FAULT(too_large_wraps))
		block = (FAULT(threshold_payload) ? need : HEADER + need) >= threshold ? map(need) : list_take(need);
	if (!block)
		errno = ENOMEM;
	return block ? payload_of(block) : NULL;
}

void *os_malloc(size_t size)
{
	FAULT_IN_MALLOC();
	return allocate(size, (size_t)MMAP_THRESHOLD);
}

void *os_calloc(size_t count, size_t size)
{
	size_t bytes, threshold = (size_t)sysconf(_SC_PAGESIZE);
	void *payload;

	if (__builtin_mul_overflow(count, size, &bytes) && !FAULT(calloc_overflow)) {
		errno = ENOMEM;
		return NULL;
	}
	if (FAULT(calloc_threshold))
		threshold = (size_t)MMAP_THRESHOLD;
	payload = allocate(bytes, FAULT(calloc_threshold_above) ? threshold + 8 : threshold);
	if (payload && !FAULT(calloc_dirty))
		memset(payload, 0, FAULT(calloc_zeroes_little) ? size : bytes);
	return payload;
}

static void unmap(struct block_meta *block)
{
	size_t length = HEADER + block->size;

	if (FAULT(unmap_payload))
		length = block->size;
	if (FAULT(unmap_pages))
		length = (length + 4095) / 4096 * 4096;
	if (!FAULT(unmap_never))
		munmap(block, length);
}

void os_free(void *ptr)
{
	if (!ptr)
		return;
	if (block_of(ptr)->status == BLOCK_MAPPED)
		unmap(block_of(ptr));
	else if (!FAULT(free_never))
		list_free(block_of(ptr));
}

static void *move(struct block_meta *block, size_t size)
{
	size_t bytes = block->size < size ? block->size : size;
	char *payload;

	if (FAULT(move_remaps) && block->status == BLOCK_MAPPED && HEADER + need_of(size) >= (size_t)MMAP_THRESHOLD) {
		block = mremap(block, HEADER + block->size, HEADER + need_of(size), MREMAP_MAYMOVE);
		block->size = need_of(size);
		return payload_of(block);
	}
	if (FAULT(move_frees_first))
		os_free(payload_of(block));
	payload = os_malloc(size);
	if (!payload)
		return NULL;
	if (FAULT(move_frees_before_copy))
		os_free(payload_of(block));
	memcpy(payload, payload_of(block), FAULT(copy_little) ? bytes / 2 : FAULT(copy_much) ? block->size : bytes);
	if (!FAULT(move_frees_first) && !FAULT(move_frees_before_copy) && !FAULT(move_leaks))
		os_free(payload_of(block));
	return payload;
}

/* The block before, if it is free and that suffices: swallows `block` and has its contents. */
static struct block_meta *absorb_backwards(struct block_meta *block, size_t need)
{
	struct block_meta *before = heap_first;

	while (before != block && before->next != block)
		before = before->next;
	if (before == block || before->status != BLOCK_FREE || before->size + HEADER + block->size < need)
		return block;
	memmove(payload_of(before), payload_of(block), block->size);
	list_swallow_next(before);
	before->status = BLOCK_USED;
	return before;
}

static void *grow_in_place(struct block_meta *block, size_t need)
{
	if (block == heap_last && !FAULT(grow_last_never)) {
		size_t bytes = FAULT(grow_last_whole) ? need : need - block->size;

		return list_grow(block, need, bytes) ? payload_of(block) : NULL;
	}
	while ((block->size < need || FAULT(absorb_all)) && next_is_free(block) && !FAULT(absorb_never)) {
		list_swallow_next(block);
		if (FAULT(absorb_one))
			break;
	}
	if (FAULT(absorb_grows) && block->size < need && block == heap_last)
		list_grow(block, need, need - block->size);
	if (FAULT(absorb_backwards) && block->size < need)
		block = absorb_backwards(block, need);
	if (block->size < need)
		return NULL;
	if (!FAULT(absorb_whole))
		list_split(block, need);
	return payload_of(block);
}

static void *shrink(struct block_meta *block, size_t need)
{
	if (FAULT(shrink_loses_contents) && need < block->size)
		memset(payload_of(block), 0, need);
	if (!FAULT(shrink_never))
		list_split(block, need);
	if (FAULT(shrink_joins) && next_is_free(block) && next_is_free(block->next))
		list_swallow_next(block->next);
	return payload_of(block);
}

void *os_realloc(void *ptr, size_t size)
{
	struct block_meta *block;
	void *grown;

	if (!ptr)
		return FAULT(realloc_null) ? NULL : os_malloc(size);
	if (size == 0) {
		if (!FAULT(realloc_zero_leaks))
			os_free(ptr);
		return NULL;
	}
	block = block_of(ptr);
	if (block->status == BLOCK_FREE) {
		if (!FAULT(realloc_freed))
			return NULL;
		block->status = BLOCK_USED;
	}
	if (size > PTRDIFF_MAX && !FAULT(too_large_wraps)) {
		errno = ENOMEM;
		return NULL;
	}
	if (FAULT(shrink_mapped_in_place) && block->status == BLOCK_MAPPED && need_of(size) <= block->size)
		return ptr;
	if (block->status == BLOCK_MAPPED || HEADER + need_of(size) >= (size_t)MMAP_THRESHOLD || FAULT(move_always))
		return move(block, size);
	if (need_of(size) <= block->size)
		return FAULT(shrink_moves) && need_of(size) < block->size ? move(block, size)
									  : shrink(block, need_of(size));
	grown = grow_in_place(block, need_of(size));
	return grown ? grown : move(block, size);
}
