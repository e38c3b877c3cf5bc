/* A block of the heap or a mapping, as the contract draws it, and the verbs on it and its neighbours. */
#ifndef OSMEM_BLOCK_H_
#define OSMEM_BLOCK_H_

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/align.h"

#define ALIGNMENT 8

enum block_status { BLOCK_FREE, BLOCK_USED, BLOCK_MAPPED };

/*
 *     block          payload
 *     |              |
 *     | size | status | seal | prev | next | payload, `size` bytes | next block ...
 *     0      8        12     16     24     32
 *
 * For the contract the four bytes of the seal are padding.
 */
struct block_meta {
	size_t size; /* of the payload, a multiple of ALIGNMENT */
	int status;
	union {
		uint32_t seal;           /* of a block in use (block_seal) */
		uint16_t narrow_high[2]; /* of a free one (link.h); 0 as long as nobody puts them to use */
	};
	struct block_meta *prev, *next; /* by address; NULL at the ends of the heap, and in a mapping's header */
};

#define HEADER sizeof(struct block_meta)
#define SMALLEST_PAYLOAD ALIGNMENT

static_assert(HEADER == 32, "the contract's header");

/* `size` is at most PTRDIFF_MAX here and below, so nothing wraps. */
static inline size_t need_of(size_t size)
{
	return align_up(size, ALIGNMENT);
}

static inline size_t footprint_of(size_t size)
{
	return HEADER + need_of(size);
}

static inline void *block_payload(const struct block_meta *block)
{
	return (char *)block + HEADER;
}

static inline struct block_meta *block_of(void *payload)
{
	return (struct block_meta *)((uintptr_t)payload - HEADER); /* which may be no pointer at all */
}

/* Where the block ends; its right neighbour begins there, if it has one. */
static inline void *block_end(const struct block_meta *block)
{
	return (char *)block_payload(block) + block->size;
}

/*
 * The free block right behind or right before, or NULL. Somebody else's memory may lie between two blocks. A header
 * that was overwritten passes for a free block easily, by zeros, but does not know the one before it.
 */
static inline struct block_meta *block_free_next(const struct block_meta *block)
{
	struct block_meta *next = block->next;

	return next && next->status == BLOCK_FREE && block_end(block) == next && next->prev == block ? next : NULL;
}

static inline struct block_meta *block_free_prev(const struct block_meta *block)
{
	struct block_meta *prev = block->prev;

	return prev && prev->status == BLOCK_FREE && block_end(prev) == block ? prev : NULL;
}

/*
 * What the seal of a block in use at this address, with this size and these links, is. By it a block is told from what
 * is none, and a header from one that was overwritten, without a look at the neighbours, which are far away. The sum is
 * another whenever one of the four is, or both links are exchanged, and so is the seal, up to chance: all bits of the
 * sum weigh in the high ones of the product.
 */
static inline uint32_t block_seal(const struct block_meta *block)
{
	uint64_t sum = (uintptr_t)block + block->size + 3 * (uintptr_t)block->prev + (uintptr_t)block->next;

	return (uint32_t)(sum * 0x9e3779b97f4a7c15 >> 32); /* 2^64 divided by the golden ratio */
}

/* Whether there is a block in use at `block`, where something has to be that can be read. */
static inline bool block_is_used(const struct block_meta *block)
{
	return block->status == BLOCK_USED && block->seal == block_seal(block);
}

static inline void block_use(struct block_meta *block)
{
	block->status = BLOCK_USED;
	block->seal = block_seal(block);
}

static inline void block_release(struct block_meta *block)
{
	block->status = BLOCK_FREE;
	block->seal = 0;
}

/* After a change to the size or a link. */
static inline void block_reseal(struct block_meta *block)
{
	if (block->status == BLOCK_USED)
		block->seal = block_seal(block);
}

/* Whether cutting `size` bytes to `need` leaves enough for a block (2.4). */
static inline bool can_split(size_t size, size_t need)
{
	return size - need >= HEADER + SMALLEST_PAYLOAD;
}

/* Out of the way of what is usual: never inlined there. */
#define APART __attribute__((noinline))

/* Makes a free block of the memory at `start`, behind `prev` in the list. */
struct block_meta *block_make(void *start, size_t size, struct block_meta *prev, struct block_meta *next);

/* Cuts the block to `need` and returns the rest, a free block right behind it. */
struct block_meta *block_split(struct block_meta *block, size_t need);

/* The block swallows the one right behind it, whose header stays as it is, for block_unjoin(). */
void block_join(struct block_meta *block);

/* Undoes the join in which `swallowed` was lost. Joins are undone in the reverse order. */
void block_unjoin(struct block_meta *swallowed);

#endif
