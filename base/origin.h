/* Where a block comes from and where it went, and how the reports tell it. */
#ifndef BASE_ORIGIN_H_
#define BASE_ORIGIN_H_

#include "base/caller.h"

struct origin {
	size_t made_in, freed_in; /* the numbers of the calls; freed_in 0: nobody freed it */
	struct callers made_at, freed_at;
};

/* Adds a name for the address that means the same in every run: heap+0x20. */
typedef void (*address_namer)(struct line *line, const void *address);

/* On standard error, who allocated the `size` bytes at `payload`, and who freed them. */
void origin_say(const struct origin *origin, const void *payload, size_t size, address_namer name);

#endif
