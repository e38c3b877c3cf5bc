/*
 * Free blocks by (size, address): bins by size, and in each bin a digital search tree kept in heap order.
 *
 * A bin is one size below 1 KiB, a 64th of a doubling above; a bitmap with a summary word finds the next bin that has
 * a block in two steps. A block's way down the tree of its bin is spelled by the bits of its key: first those of the
 * size that the bin leaves open, highest first, then those of the address, lowest first. It may stand anywhere on that
 * way, and stands as high as heap order lets it: no block is less than the one above it. So a bin's least block is its
 * root, and the best fit is
 *
 *     the root of the bin                  where all of a bin have one size, the usual case: O(1)
 *     one walk down the bits of `need`     where they have not
 *     the root of the next bin             where that found none: O(1)
 *
 * and taking a block out pulls up the lesser child, again and again, until there is none.
 *
 * The bound: two blocks of a heap of S bytes differ in the lowest log2(S) bits of their addresses, so no way is longer
 * than log2(S / 8) steps and the open bits of the size; no operation does more than walk one. This holds for every
 * order of calls, with nothing to rebalance, and takes two links a node, which is all that the smallest block has room
 * for (link.h). After McCreight's radix priority search tree (1985) and the tries of dlmalloc, which are not in heap
 * order and so must walk for the least block, too; the bins and bitmap are those of TLSF.
 */
#include "osmem/index.h"

#include "osmem/link.h"

struct index free_index;

/* Where a node hangs: below `parent` on one side, or, without a parent, at the root of the bin. */
struct slot {
	struct block_meta *parent;
	unsigned side;
};

/* Bits of the size, counted in units of ALIGNMENT, that differ within a bin: those below the leading 7. */
static inline unsigned open_bits(size_t size)
{
	unsigned leading = 63 - (unsigned)__builtin_clzl((size / ALIGNMENT) | (1 << INDEX_MANTISSA_BITS));

	return leading - INDEX_MANTISSA_BITS;
}

/* 0, 1, ... 127 for the sizes of 0, 8, ... 1016 bytes; then 128 for 1024 and 1032, and so on. */
static inline unsigned bin_of(size_t size, unsigned open)
{
	return (open << INDEX_MANTISSA_BITS) + (unsigned)(size / ALIGNMENT >> open);
}

static inline bool is_less(const struct block_meta *a, const struct block_meta *b)
{
	return a->size < b->size || (a->size == b->size && a < b);
}

static inline unsigned side_by_size(size_t size, unsigned depth, unsigned open)
{
	return size / ALIGNMENT >> (open - 1 - depth) & 1;
}

static inline unsigned side_of(const struct block_meta *block, unsigned depth, unsigned open)
{
	if (depth < open)
		return side_by_size(block->size, depth, open);
	return (uintptr_t)block / ALIGNMENT >> (depth - open) & 1;
}

static inline struct block_meta *slot_get(unsigned bin, struct slot slot)
{
	return slot.parent ? link_get(slot.parent, slot.side) : free_index.root[bin];
}

static inline void slot_set(unsigned bin, struct slot slot, struct block_meta *block)
{
	if (slot.parent)
		link_set(slot.parent, slot.side, block);
	else
		free_index.root[bin] = block;
}

static inline void mark_occupied(unsigned bin)
{
	free_index.occupied[bin / 64] |= 1ul << bin % 64;
	free_index.summary |= 1ul << bin / 64;
}

static inline void mark_empty(unsigned bin)
{
	free_index.occupied[bin / 64] &= ~(1ul << bin % 64);
	if (!free_index.occupied[bin / 64])
		free_index.summary &= ~(1ul << bin / 64);
}

/* The least block of the first bin from `bin` on that has any. */
static inline struct block_meta *least_from(unsigned bin)
{
	unsigned word = bin / 64;
	uint64_t bits = free_index.occupied[word] >> bin % 64 << bin % 64;

	if (!bits) {
		uint64_t words = free_index.summary & ~1ul << word;

		if (!words)
			return NULL;
		word = (unsigned)__builtin_ctzl(words);
		bits = free_index.occupied[word];
	}
	return free_index.root[word * 64 + (unsigned)__builtin_ctzl(bits)];
}

/* The least block of at least `need` bytes in the bin of `need`, where sizes differ. */
static struct block_meta *least_in_bin(unsigned bin, size_t need, unsigned open)
{
	struct block_meta *node = free_index.root[bin], *larger = NULL;

	for (unsigned depth = 0; node && node->size < need; depth++) {
		unsigned side = side_by_size(need, depth, open);

		/* All on the other side are large enough, and less than what was passed further up. */
		if (side == 0 && link_get(node, 1))
			larger = link_get(node, 1);
		node = link_get(node, side);
	}
	return node ? node : larger;
}

static inline struct block_meta *find(size_t need)
{
	unsigned open = open_bits(need), bin = bin_of(need, open);
	struct block_meta *block;

	if (open == 0)
		return least_from(bin);
	block = least_in_bin(bin, need, open);
	return block ? block : least_from(bin + 1);
}

/* Fills the slot of `node`, which leaves: the lesser child moves up, then the lesser child of that one, and so on. */
static inline void pull_up(unsigned bin, struct slot slot, const struct block_meta *node)
{
	struct block_meta *left = link_get(node, 0), *right = link_get(node, 1);

	while (left || right) {
		unsigned side = !left || (right && is_less(right, left));
		struct block_meta *up = side ? right : left, *other = side ? left : right;

		slot_set(bin, slot, up);
		left = link_get(up, 0);
		right = link_get(up, 1);
		link_set(up, !side, other);
		slot.parent = up;
		slot.side = side;
	}
	slot_set(bin, slot, NULL);
	if (!slot.parent)
		mark_empty(bin);
}

/* Where the block is, or where its way ends when it is not there. */
static inline struct slot find_slot(unsigned bin, unsigned open, const struct block_meta *block)
{
	struct slot slot = {NULL, 0};
	struct block_meta *node = free_index.root[bin];

	for (unsigned depth = 0; node && node != block; depth++) {
		slot.parent = node;
		slot.side = side_of(block, depth, open);
		node = link_get(node, slot.side);
	}
	return slot;
}

void index_insert(struct block_meta *block)
{
	unsigned open = open_bits(block->size), bin = bin_of(block->size, open);
	struct slot slot = {NULL, 0};
	struct block_meta *node = free_index.root[bin];

	if (!node)
		mark_occupied(bin);
	for (unsigned depth = 0; node; depth++) {
		if (is_less(block, node)) { /* takes its place, and the other goes on down */
			struct block_meta *lesser = block;

			link_set(lesser, 0, link_get(node, 0));
			link_set(lesser, 1, link_get(node, 1));
			slot_set(bin, slot, lesser);
			block = node;
			node = lesser;
		}
		slot.parent = node;
		slot.side = side_of(block, depth, open);
		node = link_get(node, slot.side);
	}
	link_set(block, 0, NULL);
	link_set(block, 1, NULL);
	slot_set(bin, slot, block);
}

void index_remove(struct block_meta *block)
{
	unsigned open = open_bits(block->size), bin = bin_of(block->size, open);

	pull_up(bin, find_slot(bin, open, block), block);
}

struct block_meta *index_take(size_t need)
{
	struct block_meta *block = find(need);

	if (block)
		index_remove(block);
	return block;
}

bool index_contains(const struct block_meta *block)
{
	unsigned open = open_bits(block->size), bin = bin_of(block->size, open);
	struct slot slot = find_slot(bin, open, block);

	return slot_get(bin, slot) == block && (!slot.parent || is_less(slot.parent, block));
}

static size_t count_below(const struct block_meta *node)
{
	return node ? 1 + count_below(link_get(node, 0)) + count_below(link_get(node, 1)) : 0;
}

size_t index_count(void)
{
	size_t count = 0;

	for (unsigned word = 0; word < INDEX_BINS / 64; word++)
		for (uint64_t bits = free_index.occupied[word]; bits; bits &= bits - 1)
			count += count_below(free_index.root[word * 64 + (unsigned)__builtin_ctzl(bits)]);
	return count;
}
