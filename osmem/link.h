/*
 * Two links to other blocks, inside a free block. The smallest one has 12 bytes to spare: the 4 of padding in its
 * header and 8 of payload. An address has 48 bits, so two of them fit: the high 16 bits in the padding, the rest behind.
 */
#ifndef OSMEM_LINK_H_
#define OSMEM_LINK_H_

#include "osmem/block.h"

struct free_block {
	size_t size;
	int status;
	uint16_t link_high[2];
	struct block_meta *prev, *next;
	uint32_t link_low[2];
};

static_assert(offsetof(struct free_block, link_high) == 12, "in the header's padding");
static_assert(offsetof(struct free_block, prev) == offsetof(struct block_meta, prev), "the same header");
static_assert(sizeof(struct free_block) == HEADER + SMALLEST_PAYLOAD, "fits into the smallest free block");

/* The 48 bits as they are, for who keeps more in them than an address. */
static inline uintptr_t link_bits(const struct block_meta *block, unsigned which)
{
	const struct free_block *links = (const struct free_block *)block;

	return (uintptr_t)links->link_high[which] << 32 | links->link_low[which];
}

static inline void link_set_bits(struct block_meta *block, unsigned which, uintptr_t bits)
{
	struct free_block *links = (struct free_block *)block;

	assert(bits >> 48 == 0 && "user space ends below 2^48");
	links->link_high[which] = (uint16_t)(bits >> 32);
	links->link_low[which] = (uint32_t)bits;
}

static inline struct block_meta *link_get(const struct block_meta *block, unsigned which)
{
	return (struct block_meta *)link_bits(block, which);
}

static inline void link_set(struct block_meta *block, unsigned which, const struct block_meta *target)
{
	link_set_bits(block, which, (uintptr_t)target);
}

#endif
