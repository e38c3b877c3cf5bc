/* The list: one block behind the other, from the first one of the heap to the last; and allocation on the
 * heap. */
#ifndef CHECKER_TESTDATA_LIST_H_
#define CHECKER_TESTDATA_LIST_H_

#include <stddef.h>

#include "checker/testdata/fault.h"

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

extern struct block_meta *heap_first, *heap_last;

static inline size_t need_of(size_t size)
{
	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static inline char *payload_of(struct block_meta *block)
{
	return (char *)block + HEADER;
}

static inline struct block_meta *block_of(void *payload)
{
	return (struct block_meta *)((char *)payload - HEADER);
}

static inline int next_is_free(const struct block_meta *block)
{
	return block->next && block->next->status == BLOCK_FREE;
}

void list_swallow_next(struct block_meta *block);

/* Cuts `block` to `need` and makes a free block of the rest, if that is large enough. */
void list_split(struct block_meta *block, size_t need);

/* Moves the break by `bytes`, for the last block to have `need`. */
struct block_meta *list_grow(struct block_meta *block, size_t need, size_t bytes);

/* A block of at least `need` bytes, in use (2); NULL where memory is out. */
struct block_meta *list_take(size_t need);

void list_free(struct block_meta *block);

#endif
