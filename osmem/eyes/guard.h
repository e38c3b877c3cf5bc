/* The check: each pointer must be a live block's, and nobody writes behind a block or into a freed one. */
#ifndef OSMEM_EYES_GUARD_H_
#define OSMEM_EYES_GUARD_H_

#include "osmem/eyes/ledger.h"

/* What to ask the policy for, so that there is room for a guard behind `size` bytes. What is too large stays so. */
size_t guard_widen(size_t size);

/* Fills a new block with junk, unless os_calloc() did with zeros, and the guard behind its `size` bytes. */
void guard_fill(const struct call *call, void *payload, size_t size);

/* Gives the block that is in quarantine for longest to the policy. False: there is none. */
bool guard_let_go(struct call *call);

/* The record of the live block at `ptr`. When there is none, this does not return. */
struct record *guard_live(const struct call *call, void *ptr);

/* Whether the block at `ptr` is still marked free, so that os_realloc() leaves it alone (6.3). */
bool guard_is_freed(const void *ptr);

/* Frees the live block at `ptr`, or ends the program with what is wrong with it. */
void guard_give(struct call *call, void *ptr);

/* At exit: says what is wrong with any block, and returns whether there was anything. */
bool guard_report(void);

#endif
