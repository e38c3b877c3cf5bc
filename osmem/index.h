/* The free blocks, found by (size, address). Its links lie in the blocks; it allocates nothing. */
#ifndef OSMEM_INDEX_H_
#define OSMEM_INDEX_H_

#include "osmem/bin.h"

/* `block` is free and in no index; its size does not change until it is taken out again. */
void index_insert(struct block_meta *block);

void index_remove(struct block_meta *block);

/* Whether neither neighbour of the block is in the index, if that can be told without a look at them; else false. */
static inline bool index_has_no_neighbour(const struct block_meta *block)
{
	return stretches_are_bare(&free_index.stretches, block->prev, block->next);
}

/* A block and its size, which is often known before the block itself is looked at. */
struct fit {
	struct block_meta *block; /* NULL: none */
	size_t size;
};

/* Takes out the smallest block of at least `need` bytes, of several the one with the lowest address. */
struct fit index_take(size_t need);

/*
 * index_insert() of the block, which has `size` bytes, and then index_take(need), in the usual case that neither comes
 * by a tree; else nothing, and NULL. What is taken is found first: that does not have to wait for the block's header,
 * which is far away.
 */
struct fit index_exchange(struct block_meta *block, size_t size, size_t need);

/* For the check of the whole heap. */
size_t index_count(void);

/* Whether a block that is in the index has its two links, or its bin's front knows it without. */
bool index_is_linked(const struct block_meta *block);

/* Whether the block is where a search would come by, and in the right order with the one above it. */
bool index_contains(const struct block_meta *block);

#endif
