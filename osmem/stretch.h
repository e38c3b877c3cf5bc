/*
 * How many free blocks of the index begin in each stretch of a large heap. Where none does, whatever begins there is in
 * use: so a block that was freed asks here whether a neighbour may be free before it looks at the neighbours' headers,
 * each in a line of memory that nobody has touched for long. With a million random blocks 15 of 16 need not look.
 *
 * A small heap, whose headers a cache holds, has nothing to gain by this and counts nothing.
 */
#ifndef OSMEM_STRETCH_H_
#define OSMEM_STRETCH_H_

#include "osmem/block.h"

#define STRETCH 4096
#define STRETCHES (1 << 20)    /* what comes behind them is not counted */
#define STRETCHES_FROM (8 << 20) /* bytes that the heap has when counting begins */

/* Between two free blocks is one in use, once they are in the index. */
static_assert(STRETCH / (2 * (HEADER + SMALLEST_PAYLOAD)) < UINT8_MAX, "a byte can count those that begin in a stretch");

struct stretches {
	bool counting;
	uintptr_t begin; /* of the first one */
	uint8_t count[STRETCHES];
};

/* The number of the stretch in which the block begins; `block` may be NULL. False: in none that is counted. */
static inline bool stretch_of(const struct stretches *stretches, const struct block_meta *block, size_t *number)
{
	*number = ((uintptr_t)block - stretches->begin) / STRETCH;
	return *number < STRETCHES;
}

/* The block comes into the index. */
static inline void stretch_add(struct stretches *stretches, const struct block_meta *block)
{
	size_t number;

	if (stretches->counting && stretch_of(stretches, block, &number))
		stretches->count[number]++;
}

/* The block leaves the index. */
static inline void stretch_drop(struct stretches *stretches, const struct block_meta *block)
{
	size_t number;

	if (stretches->counting && stretch_of(stretches, block, &number))
		stretches->count[number]--;
}

/* Whether no block of the index begins where these two do, either of which may be NULL; false where it is not known. */
static inline bool stretches_are_bare(const struct stretches *stretches, const struct block_meta *prev,
				      const struct block_meta *next)
{
	size_t before, behind;

	return stretches->counting && stretch_of(stretches, prev, &before) && stretch_of(stretches, next, &behind) &&
	       !(stretches->count[before] | stretches->count[behind]);
}

#endif
