/*
 * What became free since the last search. The latest waits by itself, its payload as the program left it; the others
 * are a stack through the free blocks themselves, that any of them can leave. A free block is here, and marked so, or
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

static inline bool freed_contains(const struct block_meta *block)
{
	return link_is_marked(block);
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

/* What the top of the stack has for FREED_PREV is of no meaning. */
static inline void freed_push(struct freed *freed, struct block_meta *block)
{
	if (freed->latest) {
		freed_link(freed->latest, freed->top);
		freed->top = freed->latest;
	}
	link_mark(block, true);
	freed->latest = block;
}

static inline void freed_remove(struct freed *freed, struct block_meta *block)
{
	if (block == freed->latest)
		freed->latest = NULL;
	else if (block == freed->top)
		freed->top = freed_next(block);
	else
		freed_link(link_get_narrow(block, FREED_PREV), freed_next(block));
}

#endif
