/* Allocation on the heap (section 2), by walking the list. */
#include <stdint.h>
#include <unistd.h>

#include "checker/testdata/list.h"

struct block_meta *heap_first, *heap_last;

void list_swallow_next(struct block_meta *block)
{
	block->size += HEADER + block->next->size;
	if (block->next == heap_last)
		heap_last = block;
	block->next = block->next->next;
}

void list_split(struct block_meta *block, size_t need)
{
	size_t rest_size = block->size - need;
	struct block_meta *rest = (struct block_meta *)(payload_of(block) + need);

	if (FAULT(split_never) || rest_size < HEADER + (FAULT(split_early) ? 0 : FAULT(split_late) ? 16 : 8))
		return;
	rest->size = rest_size - (FAULT(split_counts_header) ? 0 : FAULT(split_loses_bytes) ? HEADER + 8 : HEADER);
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

struct block_meta *list_grow(struct block_meta *block, size_t need, size_t bytes)
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

	return list_grow(block, need, FAULT(expand_whole) ? need : missing + (FAULT(expand_header) ? HEADER : 0));
}

static void coalesce(void)
{
	if (FAULT(coalesce_never) || FAULT(coalesce_forward))
		return;
	for (struct block_meta *block = heap_first; block; block = block->next)
		while (block->status == BLOCK_FREE && next_is_free(block)) {
			list_swallow_next(block);
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

struct block_meta *list_take(size_t need)
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
			block = append(need, FAULT(append_page) ? (HEADER + need + 4095) / 4096 * 4096 : HEADER + need);
	}
	if (!block)
		return NULL;
	if (block->size > need)
		list_split(block, need);
	block->status = BLOCK_USED;
	return block;
}

void list_free(struct block_meta *block)
{
	block->status = BLOCK_FREE;
	if ((FAULT(coalesce_at_free) || FAULT(coalesce_forward)) && next_is_free(block))
		list_swallow_next(block);
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
