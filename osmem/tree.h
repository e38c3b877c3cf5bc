/* The tree of a bin, below its root in free_index: of all blocks where their sizes differ, else of those beyond its
 * front. */
#ifndef OSMEM_TREE_H_
#define OSMEM_TREE_H_

#include "osmem/bin.h"

/* `bin` is the block's, here and below. */
void tree_insert(struct block_meta *block, struct bin bin);

/* It must be in it. */
void tree_remove(struct block_meta *block, struct bin bin);

/* The least block of at least `need` bytes in the bin of `need`, where sizes differ; NULL: none. */
struct block_meta *tree_least(struct bin bin, size_t need);

/* For the check of the whole heap: whether a search comes by the block, and in the right order with the one above it.
 */
bool tree_contains(const struct block_meta *block, struct bin bin);

size_t tree_count(unsigned number);

#endif
