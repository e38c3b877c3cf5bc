/*
 * What became free since the last search. The latest waits by itself, its payload as the program left it; the others
 * are a stack through the free blocks themselves, that any of them can leave, and are marked. A free block is here or
 * in the index, never both. The links are narrow in all of them.
 */
#ifndef OSMEM_FREED_H_
#define OSMEM_FREED_H_

#include "osmem/link.h"

struct freed {
	struct block_meta *latest;
	struct block_meta *top; /* of the stack of the others */
};

enum { FREED_NEXT, FREED_PREV };

static inline struct block_meta *freed_next(const struct block_meta *block)
{
	return link_get_narrow(block, FREED_NEXT);
}

static inline bool freed_contains(const struct freed *freed, const struct block_meta *block)
{
	return block == freed->latest || link_is_marked(block);
}

static inline bool freed_is_empty(const struct freed *freed)
{
	return !freed->latest && !freed->top;
}

/* Any of them. */
static inline struct block_meta *freed_any(const struct freed *freed)
{
	return freed->latest ? freed->latest : freed->top;
}

/* `next` comes right after `block`; it may be NULL, the end of the stack. */
static inline void freed_link(struct block_meta *block, struct block_meta *next)
{
	link_set_narrow(block, FREED_NEXT, next);
	if (next)
		link_set_narrow(next, FREED_PREV, block);
}

/* Onto the stack. What its top has for FREED_PREV is of no meaning. */
static inline void freed_stack(struct freed *freed, struct block_meta *block)
{
	link_mark(block, true);
	freed_link(block, freed->top);
	freed->top = block;
}

static inline void freed_push(struct freed *freed, struct block_meta *block)
{
	if (freed->latest)
		freed_stack(freed, freed->latest);
	freed->latest = block;
}

static inline void freed_remove(struct freed *freed, struct block_meta *block)
{
	if (block == freed->latest) {
		freed->latest = NULL;
		return;
	}
	if (block == freed->top)
		freed->top = freed_next(block);
	else
		freed_link(link_get_narrow(block, FREED_PREV), freed_next(block));
	link_mark(block, false);
}

#endif
