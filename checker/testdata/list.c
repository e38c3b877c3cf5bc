/*
 * The contract in its plainest form, one list from the first block to the last; and, each behind a switch of
 * its own, what students get wrong. faults.bzl has the switches: the library of the fault `first_fit` is
 * compiled with -DFAULT_first_fit=1, and FAULT(first_fit) is true in it alone.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "checker/testdata/fault.h"
#include "osmem/osmem.h"

#define ALIGNMENT (FAULT(align_none) ? 1 : FAULT(align_16) ? 16 : 8)
#define HEADER ((size_t)(FAULT(header_24) ? 24 : FAULT(header_40) ? 40 : 32))
#define CHUNK ((size_t)(128 * 1024 + (FAULT(preallocate_header) ? 32 : 0)))
#define MMAP_THRESHOLD (128 * 1024 + (FAULT(threshold_above) ? 8 : FAULT(threshold_below) ? -8 : 0))

enum { BLOCK_FREE, BLOCK_USED, BLOCK_MAPPED };

/* The contract's header has a `prev` as well; this list never looks back. */
struct block_meta {
	size_t size;
	int status;
	struct block_meta *next;
};

static struct block_meta *heap_first, *heap_last;

static size_t need_of(size_t size)
{
	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static char *payload_of(struct block_meta *block)
{
	return (char *)block + HEADER;
}

static struct block_meta *block_of(void *payload)
{
	return (struct block_meta *)((char *)payload - HEADER);
}

static int next_is_free(const struct block_meta *block)
{
	return block->next && block->next->status == BLOCK_FREE;
}

static void swallow_next(struct block_meta *block)
{
	block->size += HEADER + block->next->size;
	if (block->next == heap_last)
		heap_last = block;
	block->next = block->next->next;
}

static void split(struct block_meta *block, size_t need)
{
	size_t rest_size = block->size - need;
	struct block_meta *rest = (struct block_meta *)(payload_of(block) + need);

	if (FAULT(split_never) || rest_size < HEADER + (FAULT(split_early) ? 0 : FAULT(split_late) ? 16 : 8))
		return;
	rest->size = rest_size - (FAULT(split_counts_header) ? 0
				  : FAULT(split_loses_bytes) ? HEADER + 8
							     : HEADER);
	rest->status = FAULT(split_rest_used) ? BLOCK_USED : BLOCK_FREE;
	rest->next = block->next;
	if (block == heap_last)
		heap_last = rest;
	block->next = rest;
	block->size = need;
}

static struct block_meta *append(size_t need, size_t footprint)
{
	struct block_meta *block = sbrk((intptr_t)footprint);

	if (block == (void *)-1)
		return NULL;
	*block = (struct block_meta){need, BLOCK_FREE, NULL};
	if (heap_last)
		heap_last->next = block;
	else
		heap_first = block;
	heap_last = block;
	return block;
}

static struct block_meta *grow(struct block_meta *block, size_t need, size_t bytes)
{
	if (sbrk((intptr_t)bytes) == (void *)-1)
		return NULL;
	block->size = need;
	return block;
}

/* What is expanded: the last block of the heap; or, which is wrong, the last free one. */
static struct block_meta *last_free(void)
{
	struct block_meta *last = NULL;

	for (struct block_meta *block = heap_first; block; block = block->next)
		if (block->status == BLOCK_FREE)
			last = block;
	return FAULT(expand_middle) || last == heap_last ? last : NULL;
}

static struct block_meta *expand(size_t need)
{
	struct block_meta *block = last_free();
	size_t missing = need - block->size;

	return grow(block, need, FAULT(expand_whole) ? need : missing + (FAULT(expand_header) ? HEADER : 0));
}

static void coalesce(void)
{
	if (FAULT(coalesce_never) || FAULT(coalesce_forward))
		return;
	for (struct block_meta *block = heap_first; block; block = block->next)
		while (block->status == BLOCK_FREE && next_is_free(block)) {
			swallow_next(block);
			if (FAULT(coalesce_pairs))
				break;
		}
}

static struct block_meta *best_fit(size_t need)
{
	struct block_meta *best = NULL;

	for (struct block_meta *block = heap_first; block; block = block->next) {
		if (block->status != BLOCK_FREE || block->size < need + (FAULT(fit_with_header) ? HEADER : 0))
			continue;
		if (!best || (FAULT(first_fit)   ? 0
			      : FAULT(worst_fit) ? block->size > best->size
			      : FAULT(last_fit)  ? 1
			      : FAULT(tie_last)  ? block->size <= best->size
						 : block->size < best->size))
			best = block;
	}
	return best;
}

static struct block_meta *search(size_t need)
{
	struct block_meta *block;

	if (FAULT(coalesce_late) && (block = best_fit(need)))
		return block;
	coalesce();
	return best_fit(need);
}

static void preallocate(void)
{
	append(CHUNK - HEADER, CHUNK);
	if (FAULT(preallocate_twice)) {
		sbrk((intptr_t)CHUNK);
		heap_first->size += CHUNK;
	}
}

static struct block_meta *take(size_t need)
{
	int is_first = !heap_first;
	struct block_meta *block;

	if (is_first && !FAULT(preallocate_never))
		preallocate();
	block = search(need);
	if (!block) {
		FAULT_WHEN_NOTHING_FITS();
		if (last_free() && !FAULT(expand_never))
			block = expand(need);
		else if (FAULT(append_chunk))
			block = append(CHUNK - HEADER, CHUNK);
		else
			block = append(need, FAULT(append_page) ? (HEADER + need + 4095) / 4096 * 4096
								: HEADER + need);
	}
	if (!block)
		return NULL;
	if (block->size > need)
		split(block, need);
	block->status = BLOCK_USED;
	return block;
}

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
		block = (FAULT(threshold_payload) ? need : HEADER + need) >= threshold ? map(need)
										       : take(need);
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

static void free_on_heap(struct block_meta *block)
{
	block->status = BLOCK_FREE;
	if ((FAULT(coalesce_at_free) || FAULT(coalesce_forward)) && next_is_free(block))
		swallow_next(block);
	if (FAULT(coalesce_at_free))
		coalesce();
	if (FAULT(free_loses_link) && next_is_free(block))
		block->next = block->next->next;
	if (FAULT(free_lowers_break) && block == heap_last && block != heap_first) {
		for (heap_last = heap_first; heap_last->next != block;)
			heap_last = heap_last->next;
		heap_last->next = NULL;
		sbrk(-(intptr_t)(HEADER + block->size));
	}
}

void os_free(void *ptr)
{
	if (!ptr)
		return;
	if (block_of(ptr)->status == BLOCK_MAPPED)
		unmap(block_of(ptr));
	else if (!FAULT(free_never))
		free_on_heap(block_of(ptr));
}

static void *move(struct block_meta *block, size_t size)
{
	size_t bytes = block->size < size ? block->size : size;
	char *payload;

	if (FAULT(move_remaps) && block->status == BLOCK_MAPPED &&
	    HEADER + need_of(size) >= (size_t)MMAP_THRESHOLD) {
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
	memcpy(payload, payload_of(block),
	       FAULT(copy_little) ? bytes / 2
	       : FAULT(copy_much) ? block->size
				  : bytes);
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
	swallow_next(before);
	before->status = BLOCK_USED;
	return before;
}

static void *grow_in_place(struct block_meta *block, size_t need)
{
	if (block == heap_last && !FAULT(grow_last_never)) {
		size_t bytes = FAULT(grow_last_whole) ? need : need - block->size;

		return grow(block, need, bytes) ? payload_of(block) : NULL;
	}
	while ((block->size < need || FAULT(absorb_all)) && next_is_free(block) && !FAULT(absorb_never)) {
		swallow_next(block);
		if (FAULT(absorb_one))
			break;
	}
	if (FAULT(absorb_grows) && block->size < need && block == heap_last)
		grow(block, need, need - block->size);
	if (FAULT(absorb_backwards) && block->size < need)
		block = absorb_backwards(block, need);
	if (block->size < need)
		return NULL;
	if (!FAULT(absorb_whole))
		split(block, need);
	return payload_of(block);
}

static void *shrink(struct block_meta *block, size_t need)
{
	if (FAULT(shrink_loses_contents) && need < block->size)
		memset(payload_of(block), 0, need);
	if (!FAULT(shrink_never))
		split(block, need);
	if (FAULT(shrink_joins) && next_is_free(block) && next_is_free(block->next))
		swallow_next(block->next);
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
	if (block->status == BLOCK_MAPPED || HEADER + need_of(size) >= (size_t)MMAP_THRESHOLD ||
	    FAULT(move_always))
		return move(block, size);
	if (need_of(size) <= block->size)
		return FAULT(shrink_moves) && need_of(size) < block->size ? move(block, size)
									  : shrink(block, need_of(size));
	grown = grow_in_place(block, need_of(size));
	return grown ? grown : move(block, size);
}
