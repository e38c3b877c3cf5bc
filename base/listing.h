/* Blocks, listed for the reports at exit, in memory of the list's own. */
#ifndef BASE_LISTING_H_
#define BASE_LISTING_H_

#include "base/origin.h"

struct listed {
	const void *payload;
	size_t size; /* as asked for */
	const struct origin *origin;
};

struct listing {
	struct listed *blocks;
	size_t count, capacity;
};

/* An empty one for so many blocks. Where there is no memory for it, that is said, and no block gets in. */
struct listing listing_make(size_t capacity);

void listing_add(struct listing *listing, struct listed block);

/* Sorts by the call that allocated, or by its callers first. */
void listing_sort(struct listing *listing, bool by_callers);

void listing_drop(struct listing *listing);

/*
 * leaks: tells of the live blocks by callers, their ages counted in `calls`, and drops the list. `who`: "pool: ", or
 * nothing. Returns whether there are any, or no list to tell.
 */
bool listing_report_leaks(struct listing *live, const char *who, size_t calls, address_namer name);

#endif
