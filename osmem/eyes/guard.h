/* The check: each pointer must be a live block's, and nobody writes behind a block or into a freed one. */
#ifndef OSMEM_EYES_GUARD_H_
#define OSMEM_EYES_GUARD_H_

#include "osmem/eyes/ledger.h"

/* A block of count * size bytes with a guard behind it, filled with junk, or with zeros for os_calloc(). */
void *guard_take(struct call *call, size_t count, size_t size);

/* The record of the live block at `ptr`. When there is none, this does not return. */
struct record *guard_live(const struct call *call, void *ptr);

/* Whether the block at `ptr` is still marked free, so that os_realloc() leaves it alone (6.3). */
bool guard_is_freed(const void *ptr);

/* Frees the live block at `ptr`, or ends the program with what is wrong with it. */
void guard_give(struct call *call, void *ptr);

/* At exit: says what is wrong with any block, and returns whether there was anything. */
bool guard_report(void);

#endif
