/* The bins of the index: which one a size belongs to, and which of them have a block. */
#ifndef OSMEM_BIN_H_
#define OSMEM_BIN_H_

#include "osmem/front.h"

/* A bin for each size below 1 KiB and 64 for each doubling above, up to the largest size_t (bin_of). */
#define INDEX_MANTISSA_BITS 6
#define INDEX_BINS (56 * 64)

#define EXACT_BINS (2u << INDEX_MANTISSA_BITS) /* the bins of one size come first */

struct index {
	struct block_meta *root[INDEX_BINS];
	uint64_t occupied[INDEX_BINS / 64]; /* one bit a bin: it has a root */
	uint64_t summary;                   /* one bit a word of `occupied`: it is not zero */
	uint64_t rooted[EXACT_BINS / 64];   /* one bit a bin of one size: it has a root, since its front was full */
	struct front front[EXACT_BINS];
};

extern struct index free_index;

/* A bin and what follows from its number; constants, wherever the compiler can see that it is a usual one. */
struct bin {
	unsigned number;
	unsigned open; /* bits of the size, in units of ALIGNMENT, that differ within the bin: below the leading 7 */
	bool narrow;   /* its blocks have room for narrow links only (link.h) */
};

#define NARROW_BIN (SMALLEST_PAYLOAD / ALIGNMENT)

/* 0, 1, ... 127 for the sizes of 0, 8, ... 1016 bytes; then 128 for 1024 and 1032, and so on. */
static inline struct bin bin_of(size_t size)
{
	size_t units = size / ALIGNMENT;
	unsigned open = 0;

	if (units >= EXACT_BINS)
		open = 63 - INDEX_MANTISSA_BITS - (unsigned)__builtin_clzl(units);
	return (struct bin){(open << INDEX_MANTISSA_BITS) + (unsigned)(units >> open), open, units == NARROW_BIN};
}

static inline void bin_mark_occupied(unsigned number)
{
	free_index.occupied[number / 64] |= 1ul << number % 64;
	free_index.summary |= 1ul << number / 64;
}

/* Where `empty` says so: no branch, since no processor can foresee that. */
static inline void bin_mark_empty(unsigned number, bool empty)
{
	uint64_t *word = &free_index.occupied[number / 64];

	*word &= ~((uint64_t)empty << number % 64);
	if (!*word)
		free_index.summary &= ~(1ul << number / 64);
}

/* Whether a bin of one size has more blocks than its front. */
static inline bool bin_is_rooted(unsigned number)
{
	return free_index.rooted[number / 64] >> number % 64 & 1;
}

/* The first bin from `number` on that has a block; INDEX_BINS: none. */
static inline unsigned bin_occupied_from(unsigned number)
{
	unsigned word = number / 64;
	uint64_t bits = free_index.occupied[word] >> number % 64 << number % 64;

	if (!bits) {
		uint64_t words = free_index.summary & ~1ul << word;

		if (!words)
			return INDEX_BINS;
		word = (unsigned)__builtin_ctzl(words);
		bits = free_index.occupied[word];
	}
	return word * 64 + (unsigned)__builtin_ctzl(bits);
}

#endif
