/*
 * What became free since the last search: a stack through the free blocks themselves, that any of them can leave.
 * A block is on it or in the index, never both; the lowest bit of link 0, which no address uses, tells which.
 */
#ifndef OSMEM_FREED_H_
#define OSMEM_FREED_H_

#include "osmem/link.h"

enum { FREED_NEXT, FREED_PREV };

#define FREED_TAG ((uintptr_t)1)

static inline void freed_link(struct block_meta *block, struct block_meta *next)
{
	link_set_bits(block, FREED_NEXT, (uintptr_t)next | FREED_TAG);
	if (next)
		link_set(next, FREED_PREV, block);
}

static inline struct block_meta *freed_next(const struct block_meta *block)
{
	return (struct block_meta *)(link_bits(block, FREED_NEXT) - FREED_TAG);
}

static inline bool freed_contains(const struct block_meta *block)
{
	return link_bits(block, FREED_NEXT) & FREED_TAG;
}

static inline void freed_push(struct block_meta **top, struct block_meta *block)
{
	freed_link(block, *top);
	link_set(block, FREED_PREV, NULL);
	*top = block;
}

static inline void freed_remove(struct block_meta **top, struct block_meta *block)
{
	struct block_meta *next = freed_next(block), *prev = link_get(block, FREED_PREV);

	if (prev)
		freed_link(prev, next);
	else if ((*top = next))
		link_set(next, FREED_PREV, NULL);
}

#endif
