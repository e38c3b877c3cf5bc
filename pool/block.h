/* A block of the pool: its header, sealed against overwriting, the guard behind its payload, and the verbs on it. */
#ifndef POOL_BLOCK_H_
#define POOL_BLOCK_H_

#include <assert.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/align.h"
#include "base/origin.h"
#include "base/pattern.h"
#include "pool/memalloc.h"

/*
 *     block                             payload
 *     |                                 |
 *     | size | free | next | slack seal | what was asked for | guard | next block ...
 *     0      8      16     24           32                    <slack>
 */
struct sealed_block {
	struct Block block;
	uint32_t slack; /* bytes of the payload behind those that were asked for; only in a block in use */
	uint32_t seal;  /* what all of the above give; another value: it was written over, or this is no block
			 */
};

#define ALIGNMENT alignof(max_align_t)
#define HEADER sizeof(struct sealed_block)
#define SMALLEST_PAYLOAD ALIGNMENT
#define SMALLEST_GUARD 1

static_assert(HEADER % ALIGNMENT == 0, "a payload is as aligned as its header");

/*
 * The last bytes of the payload of a block in use hold its origin where check or leaks is set: sizeof(struct origin)
 * then, otherwise 0. Set before there is any block.
 */
extern size_t pool_origin_bytes;

/* The payload for a request; `asked` is at most PTRDIFF_MAX. */
static inline size_t need_of(size_t asked)
{
	return align_up(asked + SMALLEST_GUARD + pool_origin_bytes, ALIGNMENT);
}

static inline void *block_payload(const struct Block *block)
{
	return (char *)block + HEADER;
}

static inline struct Block *block_of(void *payload)
{
	return (struct Block *)((char *)payload - HEADER);
}

static inline void *block_end(const struct Block *block)
{
	return (char *)block_payload(block) + block->size;
}

static inline struct sealed_block *block_sealed(const struct Block *block)
{
	return (struct sealed_block *)block;
}

static inline struct origin *block_origin(const struct Block *block)
{
	return (struct origin *)((char *)block_end(block) - sizeof(struct origin));
}

static inline size_t block_asked(const struct Block *block)
{
	return block->size - block_sealed(block)->slack;
}

/* Any one bit that changes changes the result: the multiplier is odd, and its high half mixes well. */
static inline uint32_t block_seal_value(const struct Block *block)
{
	uint64_t mix = (uintptr_t)block;

	mix = (mix ^ block->size) * 0x9E3779B97F4A7C15;
	mix = (mix ^ (uintptr_t)block->next ^ mix >> 32) * 0x9E3779B97F4A7C15;
	mix = (mix ^ (uint32_t)block->free ^ (uint64_t)block_sealed(block)->slack << 32 ^ mix >> 32) *
	      0x9E3779B97F4A7C15;
	return (uint32_t)(mix >> 32);
}

static inline void block_seal(struct Block *block)
{
	block_sealed(block)->seal = block_seal_value(block);
}

static inline bool block_is_intact(const struct Block *block)
{
	return block_sealed(block)->seal == block_seal_value(block);
}

static inline struct Block *block_make_free(void *start, size_t size, struct Block *next)
{
	struct Block *block = start;

	block->size = size;
	block->free = 1;
	block->next = next;
	block_sealed(block)->slack = 0;
	block_seal(block);
	return block;
}

static inline void block_mark_free(struct Block *block)
{
	block_make_free(block, block->size, block->next);
}

static inline void block_mark_used(struct Block *block, size_t asked)
{
	block->free = 0;
	block_sealed(block)->slack = (uint32_t)(block->size - asked);
	memset((char *)block_payload(block) + asked, GUARD, block->size - asked - pool_origin_bytes);
	block_seal(block);
}

static inline bool block_is_filled(const struct Block *block, size_t begin, size_t end, unsigned char value)
{
	return pattern_find_other(block_payload(block), begin, end, value) == end;
}

static inline bool block_guard_holds(const struct Block *block)
{
	return block_is_filled(block, block_asked(block), block->size - pool_origin_bytes, GUARD);
}

/* Freed by the program, but not by the check. An origin behind a guard that was written over is not to be trusted. */
static inline bool block_is_quarantined(const struct Block *block)
{
	return pool_origin_bytes && !block->free && block_guard_holds(block) && block_origin(block)->freed_in;
}

static inline bool block_can_split(const struct Block *block, size_t need)
{
	return block->size - need >= HEADER + SMALLEST_PAYLOAD;
}

/* | block         |   becomes   | block | rest  |   and returns the rest, which is free. */
static inline struct Block *block_split(struct Block *block, size_t need)
{
	size_t rest = block->size - need - HEADER;

	block->size = need;
	block->next = block_make_free(block_end(block), rest, block->next);
	block_seal(block);
	return block->next;
}

/* | block | next |   becomes   | block        |   and what was a header is none any more. */
static inline void block_join_next(struct Block *block)
{
	struct Block *next = block->next;

	block->size += HEADER + next->size;
	block->next = next->next;
	block_seal(block);
	block_sealed(next)->seal = ~block_sealed(next)->seal;
}

#endif
