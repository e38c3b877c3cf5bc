/*
 * A block: 32 bytes of header and the payload right behind. All blocks of the heap stand in one list, by address;
 * mapped blocks in none.
 *
 *	| size | status |      | next | payload: size bytes |
 *	^ block                       ^ what the caller has
 */
#ifndef PLAIN_BLOCK_H_
#define PLAIN_BLOCK_H_

#include <stddef.h>

#include "plain/fault.h"

#define ALIGNMENT ((size_t)(FAULT(align_none) ? 1 : FAULT(align_16) ? 16 : 8))
#define HEADER ((size_t)(FAULT(header_24) ? 24 : FAULT(header_40) ? 40 : FAULT(header_48) ? 48 : 32))

enum { BLOCK_FREE, BLOCK_USED, BLOCK_MAPPED };

/* The contract's header has a `prev` as well; this list never looks back. */
struct block_meta {
	size_t size;
	int status;
	struct block_meta *next;
};

_Static_assert(sizeof(struct block_meta) <= 24, "even the smallest header has room for it");

static inline size_t need_of(size_t size)
{
	if (FAULT(align_adds))
		return (size / ALIGNMENT + 1) * ALIGNMENT;
	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static inline char *payload_of(struct block_meta *block)
{
	return (char *)block + HEADER;
}

static inline struct block_meta *block_of(void *payload)
{
	return (struct block_meta *)((char *)payload - HEADER);
}

#endif
