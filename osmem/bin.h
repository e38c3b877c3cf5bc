/* The bins of the index: which one a size belongs to, and which of them have a block. */
#ifndef OSMEM_BIN_H_
#define OSMEM_BIN_H_

#include "osmem/block.h"
#include "osmem/front.h"
#include "osmem/stretch.h"

/* A bin for each size below 2 KiB and 64 for each doubling above, up to the largest size_t (bin_of). */
#define INDEX_MANTISSA_BITS 6
#define INDEX_BINS (57 * 64)

/* The bins of one size come first. They have fronts, and words of their own in the bitmap, which the summary leaves
 * out. */
#define EXACT_BINS FRONTS
#define EXACT_WORDS (EXACT_BINS / 64)
#define FIRST_OPEN 2 /* bits that are open in the bins of the first doubling */

struct index {
	struct block_meta *root[INDEX_BINS];
	uint64_t occupied[INDEX_BINS / 64]; /* one bit a bin: it has a block */
	uint64_t summary;                   /* one bit a word of `occupied`, from EXACT_WORDS on: it is not zero */
	uintptr_t greatest; /* what a key and the address it stands for, in units of ALIGNMENT, add up to */
	struct fronts fronts;
	struct stretches stretches;
};

extern struct index free_index;

static_assert(EXACT_BINS == 1 << INDEX_MANTISSA_BITS << FIRST_OPEN,
	      "the doublings begin where the bins of one size end");

/* A bin and what follows from its number; constants, wherever the compiler can see that it is a usual one. */
struct bin {
	unsigned number;
	unsigned open; /* bits of the size, in units of ALIGNMENT, that differ within the bin: below the leading 7 */
	bool narrow;   /* its blocks have room for narrow links only (link.h) */
};

#define NARROW_BIN (SMALLEST_PAYLOAD / ALIGNMENT)

/* 0, 1, ... 255 for the sizes of 0, 8, ... 2040 bytes; then 256 for 2048 to 2072, and so on. */
static inline struct bin bin_of(size_t size)
{
	size_t units = size / ALIGNMENT;
	unsigned open, doubling;

	if (units < EXACT_BINS)
		return (struct bin){(unsigned)units, 0, units == NARROW_BIN};
	open = 63 - INDEX_MANTISSA_BITS - (unsigned)__builtin_clzl(units);
	doubling = EXACT_BINS + ((open - FIRST_OPEN) << INDEX_MANTISSA_BITS);
	return (struct bin){doubling + (unsigned)(units >> open) - (1u << INDEX_MANTISSA_BITS), open, false};
}

/*
 * The bin of the block, which has `size` bytes, if that has a front, and its key in there. Whether it has one: its bin
 * is of one size, and it is less than 16 GiB away from the first block.
 */
static inline bool bin_key(const struct block_meta *block, size_t size, unsigned *number, int32_t *key)
{
	size_t units = size / ALIGNMENT;
	uintptr_t wide = free_index.greatest - (uintptr_t)block / ALIGNMENT;

	*number = (unsigned)units;
	*key = (int32_t)wide;
	return units < EXACT_BINS && wide - 1 < INT32_MAX;
}

static inline struct block_meta *bin_block(int32_t key)
{
	return (struct block_meta *)((free_index.greatest - (uintptr_t)key) * ALIGNMENT);
}

static inline void bin_mark_occupied(unsigned number)
{
	free_index.occupied[number / 64] |= 1ul << number % 64;
	if (number >= EXACT_BINS)
		free_index.summary |= 1ul << number / 64;
}

/* Where `empty` says so: no branch, since no processor can foresee that. */
static inline void bin_mark_empty(unsigned number, bool empty)
{
	uint64_t *word = &free_index.occupied[number / 64];

	*word &= ~((uint64_t)empty << number % 64);
	if (number >= EXACT_BINS && !*word)
		free_index.summary &= ~(1ul << number / 64);
}

/* The first bin from `number` on that has a block; INDEX_BINS: none. */
static inline unsigned bin_occupied_from(unsigned number)
{
	unsigned word = number / 64;
	uint64_t bits = free_index.occupied[word] >> number % 64 << number % 64;

	while (!bits && ++word < EXACT_WORDS)
		bits = free_index.occupied[word];
	if (!bits) {
		uint64_t words = free_index.summary & ~0ul << word;

		if (!words)
			return INDEX_BINS;
		word = (unsigned)__builtin_ctzl(words);
		bits = free_index.occupied[word];
	}
	return word * 64 + (unsigned)__builtin_ctzl(bits);
}

#endif
