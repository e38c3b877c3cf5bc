/* Blocks that are mappings of their own, and which of them are live, told without reading memory that may be gone. */
#ifndef OSMEM_MAPPING_H_
#define OSMEM_MAPPING_H_

#include "osmem/block.h"

/* The root of the tree that mapping.c keeps. */
extern struct block_meta *live_mappings;

/* A mapping of exactly `need` and a header (3), zeroed. NULL when memory is out. */
struct block_meta *mapping_make(size_t need);

/* Unmaps it (5). */
void mapping_release(struct block_meta *block);

/* Whether a live mapping starts at `address`. Any address may be asked about. */
bool mapping_exists(const struct block_meta *address) __attribute__((cold));

#endif
