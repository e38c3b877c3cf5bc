/* Where a block comes from and where it went, and how the reports tell it. */
#ifndef BASE_ORIGIN_H_
#define BASE_ORIGIN_H_

#include "base/line.h"

struct origin {
	size_t made_in, freed_in;       /* the numbers of the calls; freed_in 0: nobody freed it */
	const void *made_at, *freed_at; /* their callers (caller.h) */
};

/* Adds a name for the address that means the same in every run: heap+0x20. */
typedef void (*address_namer)(struct line *line, const void *address);

/* A line on standard error for who allocated the `size` bytes at `payload`, and one for who freed them. */
void origin_say(const struct origin *origin, const void *payload, size_t size, address_namer name);

#endif
