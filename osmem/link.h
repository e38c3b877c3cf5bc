/*
 * Two links to other blocks, inside a free block. A payload of 16 bytes and more holds them as they are, one word each.
 * The smallest block has 12 bytes to spare, 8 of payload and the 4 of padding in its header; an address has 48 bits, so
 * two of them fit: the low 32 bits of both in the payload, the high 16 bits in the padding. That form is the narrow
 * one.
 */
#ifndef OSMEM_LINK_H_
#define OSMEM_LINK_H_

#include "osmem/block.h"

struct free_block {
	size_t size;
	int status;
	uint16_t narrow_high[2];
	struct block_meta *prev, *next;
	union {
		uint32_t narrow_low[2];
		struct block_meta *wide[2];
	};
};

static_assert(offsetof(struct free_block, narrow_high) == 12, "in the header's padding");
static_assert(offsetof(struct free_block, prev) == offsetof(struct block_meta, prev), "the same header");
static_assert(offsetof(struct free_block, wide) == HEADER, "in the payload");
static_assert(sizeof(((struct free_block *)0)->narrow_low) == SMALLEST_PAYLOAD, "fits into the smallest payload");

#define LINK_TAG ((uintptr_t)1)

/* An address and a tag in its lowest bit, which no block's address uses. */
static inline uintptr_t link_get_narrow(const struct block_meta *block, unsigned which)
{
	const struct free_block *links = (const struct free_block *)block;

	return (uintptr_t)links->narrow_high[which] << 32 | links->narrow_low[which];
}

static inline void link_set_narrow(struct block_meta *block, unsigned which, uintptr_t link)
{
	struct free_block *links = (struct free_block *)block;

	assert(link >> 48 == 0 && "user space ends below 2^48");
	links->narrow_high[which] = (uint16_t)(link >> 32);
	links->narrow_low[which] = (uint32_t)link;
}

/* The lowest bit of link 0 is at the same place in both forms. */
static inline bool link_is_tagged(const struct block_meta *block)
{
	return ((const struct free_block *)block)->narrow_low[0] & LINK_TAG;
}

static inline struct block_meta *link_get(const struct block_meta *block, unsigned which, bool narrow)
{
	if (narrow)
		return (struct block_meta *)link_get_narrow(block, which);
	return ((const struct free_block *)block)->wide[which];
}

static inline void link_set(struct block_meta *block, unsigned which, struct block_meta *target, bool narrow)
{
	if (narrow)
		link_set_narrow(block, which, (uintptr_t)target);
	else
		((struct free_block *)block)->wide[which] = target;
}

#endif
