/* The list of the heap's blocks, in the order of their addresses. */
#ifndef PLAIN_BLOCKS_H_
#define PLAIN_BLOCKS_H_

#include <stdbool.h>

#include "plain/block.h"

extern struct block_meta *blocks_first, *blocks_last;

/* A new block behind the last; the break moves by `footprint`. NULL when memory is out. */
struct block_meta *blocks_append(size_t size, size_t footprint);

/* Cuts `block` to `need` and makes a free block of the rest, if that has room for one. */
void blocks_split(struct block_meta *block, size_t need);

/* The free block right behind, or NULL. */
struct block_meta *blocks_free_next(const struct block_meta *block);

/* The payload of a block of `size` bytes after it has swallowed `next`. */
size_t blocks_joined_size(size_t size, const struct block_meta *next);

/* Makes one block of `block` and the next. */
void blocks_swallow_next(struct block_meta *block);

/* Whether the heap ends with `block`, and nobody else has moved the break. */
bool blocks_ends_with(const struct block_meta *block);

/* Moves the break up for the last block to have `need` bytes; false when memory is out. */
bool blocks_grow_last(struct block_meta *last, size_t need);

#endif
