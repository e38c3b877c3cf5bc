/*
 * Two links to other blocks, inside a free block. A payload of 16 bytes and more holds them as they are, one word each.
 * The smallest block has 12 bytes to spare, 8 of payload and the 4 that are its seal while it is in use. An address has
 * 48 bits, of which 45 say which multiple of ALIGNMENT it is, so two of them fit: the low 32 bits of both in the
 * payload, the high 13 in place of the seal. That form is the narrow one. Of the 6 bits left over one says whether the
 * block is on the stack of those freed, in either form, so that it is told without a look at the payload.
 */
#ifndef OSMEM_LINK_H_
#define OSMEM_LINK_H_

#include "osmem/block.h"

union links {
	uint32_t narrow_low[2];
	struct block_meta *wide[2];
};

static_assert(sizeof(((union links *)0)->narrow_low) == SMALLEST_PAYLOAD, "fits into the smallest payload");

#define LINK_MARK ((uint16_t)0x8000) /* of the first of narrow_high */

static inline union links *links_of(const struct block_meta *block)
{
	return (union links *)block_payload(block);
}

static inline bool link_is_marked(const struct block_meta *block)
{
	return block->narrow_high[0] & LINK_MARK;
}

/* What narrow links the block has are lost. */
static inline void link_mark(struct block_meta *block, bool marked)
{
	block->narrow_high[0] = marked ? LINK_MARK : 0;
}

static inline struct block_meta *link_get_narrow(const struct block_meta *block, unsigned which)
{
	uintptr_t high = block->narrow_high[which] & (uint16_t)~LINK_MARK;

	return (struct block_meta *)((high << 32 | links_of(block)->narrow_low[which]) * ALIGNMENT);
}

static inline void link_set_narrow(struct block_meta *block, unsigned which, const struct block_meta *target)
{
	uintptr_t link = (uintptr_t)target / ALIGNMENT;

	assert(link >> 45 == 0 && "user space ends below 2^48");
	block->narrow_high[which] = (uint16_t)((block->narrow_high[which] & LINK_MARK) | link >> 32);
	links_of(block)->narrow_low[which] = (uint32_t)link;
}

static inline struct block_meta *link_get(const struct block_meta *block, unsigned which, bool narrow)
{
	return narrow ? link_get_narrow(block, which) : links_of(block)->wide[which];
}

static inline void link_set(struct block_meta *block, unsigned which, struct block_meta *target, bool narrow)
{
	if (narrow)
		link_set_narrow(block, which, target);
	else
		links_of(block)->wide[which] = target;
}

#endif
