/*
 * What became free since the last search: a stack through the free blocks themselves, that any of them can leave.
 * A block is on it or in the index, never both; the tag of link 0 tells which. The links are narrow in all of them.
 */
#ifndef OSMEM_FREED_H_
#define OSMEM_FREED_H_

#include "osmem/link.h"

enum { FREED_NEXT, FREED_PREV };

static inline struct block_meta *freed_next(const struct block_meta *block)
{
	return (struct block_meta *)(link_get_narrow(block, FREED_NEXT) - LINK_TAG);
}

static inline bool freed_contains(const struct block_meta *block)
{
	return link_is_tagged(block);
}

/* `next` comes right after `block`; it may be NULL, the end of the stack. */
static inline void freed_link(struct block_meta *block, struct block_meta *next)
{
	link_set_narrow(block, FREED_NEXT, (uintptr_t)next | LINK_TAG);
	if (next)
		link_set_narrow(next, FREED_PREV, (uintptr_t)block);
}

/* What the top has for FREED_PREV is of no meaning. */
static inline void freed_push(struct block_meta **top, struct block_meta *block)
{
	freed_link(block, *top);
	*top = block;
}

static inline void freed_remove(struct block_meta **top, struct block_meta *block)
{
	if (block == *top)
		*top = freed_next(block);
	else
		freed_link((struct block_meta *)link_get_narrow(block, FREED_PREV), freed_next(block));
}

#endif
