/*
 * Free blocks by (size, address): bins by size, with a tree in each (tree.h). A bin of one size keeps its first blocks
 * in an array before it (front.h), and a tree only of what finds no room there.
 *
 * A bin is one size below 2 KiB, a 64th of a doubling above; a bitmap with a summary word finds the next bin that has a
 * block in a few steps, as that of TLSF does. The best fit is
 *
 *     the front's last or the root         where all of a bin have one size, the usual case: O(1)
 *     one walk down the bits of `need`     where they have not
 *     the root of the next bin             where that found none: O(1)
 */
#include "osmem/index.h"

#include "osmem/tree.h"

struct index free_index;

/* For bins where sizes differ, and fronts that are full. */
static APART void insert_rooted(struct block_meta *block)
{
	struct bin bin = bin_of(block->size);

	/* The first that comes is the heap's first block, and the keys in the fronts begin there. */
	if (!free_index.greatest)
		free_index.greatest = (uintptr_t)block / ALIGNMENT + INT32_MAX;
	tree_insert(block, bin);
	if (!bin.open)
		free_index.fronts.has_tree[bin.number] = true;
	bin_mark_occupied(bin.number);
}

static APART void remove_rooted(struct block_meta *block)
{
	struct bin bin = bin_of(block->size);
	bool empty;

	tree_remove(block, bin);
	empty = !free_index.root[bin.number];
	if (!bin.open) {
		free_index.fronts.has_tree[bin.number] = !empty;
		empty = front_is_bare(&free_index.fronts, bin.number);
	}
	bin_mark_empty(bin.number, empty);
}

static inline void insert_in_front(unsigned number, int32_t key)
{
	bin_mark_occupied(number);
	front_insert(&free_index.fronts, number, key);
}

/* The least of a bin that has no tree. */
static inline struct fit take_from_front(unsigned number)
{
	int32_t key = front_take(&free_index.fronts, number);

	bin_mark_empty(number, !free_index.fronts.count[number]);
	return (struct fit){bin_block(key), number * ALIGNMENT};
}

void index_insert(struct block_meta *block)
{
	unsigned number;
	int32_t key;

	if (!bin_key(block, block->size, &number, &key) || front_is_full(&free_index.fronts, number)) {
		insert_rooted(block);
	} else {
		insert_in_front(number, key);
	}
	stretch_add(&free_index.stretches, block);
}

void index_remove(struct block_meta *block)
{
	unsigned number;
	int32_t key;

	stretch_drop(&free_index.stretches, block);
	if (bin_key(block, block->size, &number, &key) && front_remove(&free_index.fronts, number, key))
		bin_mark_empty(number, front_is_bare(&free_index.fronts, number));
	else
		remove_rooted(block);
}

static struct fit fit_of(struct block_meta *block)
{
	return (struct fit){block, block ? block->size : 0};
}

/* The best fit where sizes differ within the bin of `need`. */
static APART struct block_meta *take_inexact(size_t need, struct bin bin)
{
	struct block_meta *block = tree_least(bin, need);
	unsigned number;

	if (!block) {
		number = bin_occupied_from(bin.number + 1);
		if (number == INDEX_BINS)
			return NULL;
		block = free_index.root[number];
	}
	index_remove(block);
	return block;
}

/* The least of a bin that has a tree. */
static APART struct block_meta *take_rooted(unsigned number)
{
	struct block_meta *block = free_index.root[number], *first;

	if (number < EXACT_BINS && free_index.fronts.count[number]) {
		first = bin_block(front_least(&free_index.fronts, number));
		block = first < block ? first : block;
	}
	index_remove(block);
	return block;
}

struct fit index_take(size_t need)
{
	struct bin bin = bin_of(need);
	struct fit fit;

	if (bin.open)
		return fit_of(take_inexact(need, bin));
	bin.number = bin_occupied_from(bin.number);
	if (bin.number == INDEX_BINS)
		return fit_of(NULL);
	if (bin.number >= EXACT_BINS || free_index.fronts.has_tree[bin.number])
		return fit_of(take_rooted(bin.number));
	fit = take_from_front(bin.number);
	stretch_drop(&free_index.stretches, fit.block);
	return fit;
}

/* The bin of the best fit, if that is one of one size without a tree; else EXACT_BINS. */
static inline unsigned find_front(size_t need)
{
	unsigned number = EXACT_BINS;

	if (need / ALIGNMENT < EXACT_BINS)
		number = bin_occupied_from((unsigned)(need / ALIGNMENT));
	return number < EXACT_BINS && !free_index.fronts.has_tree[number] ? number : EXACT_BINS;
}

struct fit index_exchange(struct block_meta *block, size_t size, size_t need)
{
	struct fronts *fronts = &free_index.fronts;
	unsigned first = (unsigned)(need / ALIGNMENT), best = find_front(need), number;
	int32_t key;
	struct fit fit;

	if (best == EXACT_BINS || !bin_key(block, size, &number, &key) || front_is_full(fronts, number))
		return fit_of(NULL);
	/* Seldom is the block itself the best fit: one comparison, which is foreseen, for both bounds. */
	if (number - first <= best - first && (number < best || key > front_least(fronts, best)))
		return (struct fit){block, size};
	fit = take_from_front(best);
	insert_in_front(number, key);
	stretches_exchange(&free_index.stretches, block, fit.block);
	return fit;
}

bool index_is_linked(const struct block_meta *block)
{
	unsigned number;
	int32_t key;

	return !bin_key(block, block->size, &number, &key) || !front_contains(&free_index.fronts, number, key);
}

bool index_contains(const struct block_meta *block)
{
	return !index_is_linked(block) || tree_contains(block, bin_of(block->size));
}

size_t index_count(void)
{
	size_t count = 0;

	for (unsigned number = bin_occupied_from(0); number < INDEX_BINS; number = bin_occupied_from(number + 1)) {
		count += tree_count(number);
		count += number < EXACT_BINS ? free_index.fronts.count[number] : 0;
	}
	return count;
}
