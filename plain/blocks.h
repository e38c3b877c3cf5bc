/* The heap (section 2 of the contract): one list of blocks. */
#ifndef PLAIN_BLOCKS_H_
#define PLAIN_BLOCKS_H_

#include <stdbool.h>

#include "plain/block.h"

extern struct block_meta *blocks_first, *blocks_last;

/* A block of at least `need` bytes, in use; NULL when memory is out, and then nothing has changed. */
struct block_meta *blocks_take(size_t need);

/* A new block behind the last; the break moves by `footprint`. NULL when memory is out. */
struct block_meta *blocks_append(size_t size, size_t footprint);

void blocks_free(struct block_meta *block);

/* Cuts `block` to `need` and makes a free block of the rest, if that has room for one. */
void blocks_split(struct block_meta *block, size_t need);

/* The free block right behind, or NULL. */
struct block_meta *blocks_free_next(const struct block_meta *block);

/* Makes one block of `block` and the next. */
void blocks_swallow_next(struct block_meta *block);

/* Every run of free blocks becomes one. */
void blocks_coalesce(void);

/* Whether the heap ends with `block`, and nobody else has moved the break. */
bool blocks_ends_with(const struct block_meta *block);

/* Moves the break up for the last block to have `need` bytes; false when memory is out. */
bool blocks_grow_last(struct block_meta *last, size_t need);

#endif
