/*
 * How many free blocks of the index begin in each stretch of a large heap. Where none does, whatever begins there is in
 * use: so a block that was freed asks here whether a neighbour may be free before it looks at the neighbours' headers,
 * each in a line of memory that nobody has touched for long. With a million random blocks 9 of 10 need not look.
 *
 * The stretches are as many as a cache holds, and so long that they reach to the end of the heap: while it grows, two
 * become one. A small heap, whose headers a cache holds, has nothing to gain, and nothing is counted.
 */
#ifndef OSMEM_STRETCH_H_
#define OSMEM_STRETCH_H_

#include "osmem/block.h"

#define STRETCHES ((size_t)128 << 10)
#define STRETCHES_FROM ((size_t)2 << 20) /* bytes that the heap has when counting begins */

/* Powers of two. The longest reach 2 GiB far; what begins behind is not counted. */
#define SHORTEST_STRETCH 6
#define LONGEST_STRETCH 14

/* Of two free blocks that are in the index there is one in use in between. */
static_assert((1 << LONGEST_STRETCH) / (2 * (HEADER + SMALLEST_PAYLOAD)) < UINT8_MAX, "a byte is enough to count them");

struct stretches {
	unsigned length; /* which power of two; 0: nothing is counted */
	uintptr_t begin; /* of the first one, and of the heap */
	uint8_t count[STRETCHES];
};

/* Before the first block is counted. */
void stretches_start(struct stretches *stretches, const struct block_meta *first);

/* The heap ends at `end`, from now on. */
void stretches_reach(struct stretches *stretches, const void *end);

/* The number of the stretch in which the block begins; `block` may be NULL. False: it is not counted. */
static inline bool stretch_of(const struct stretches *stretches, const struct block_meta *block, size_t *number)
{
	*number = ((uintptr_t)block - stretches->begin) >> stretches->length;
	return *number < STRETCHES;
}

/* One block more or less begins there. */
static inline void stretch_change(struct stretches *stretches, const struct block_meta *block, int by)
{
	size_t number;

	if (stretch_of(stretches, block, &number))
		stretches->count[number] = (uint8_t)(stretches->count[number] + by);
}

/* The block comes into the index. */
static inline void stretch_add(struct stretches *stretches, const struct block_meta *block)
{
	if (stretches->length)
		stretch_change(stretches, block, 1);
}

/* The block leaves the index. */
static inline void stretch_drop(struct stretches *stretches, const struct block_meta *block)
{
	if (stretches->length)
		stretch_change(stretches, block, -1);
}

/* One block comes into the index for another one. */
static inline void stretches_exchange(struct stretches *stretches, const struct block_meta *in,
				      const struct block_meta *out)
{
	if (!stretches->length)
		return;
	stretch_change(stretches, in, 1);
	stretch_change(stretches, out, -1);
}

/* Whether no block of the index begins where these two do, either of which may be NULL; false where it is not known. */
static inline bool stretches_are_bare(const struct stretches *stretches, const struct block_meta *prev,
				      const struct block_meta *next)
{
	size_t before, behind;

	return stretches->length && stretch_of(stretches, prev, &before) && stretch_of(stretches, next, &behind) &&
	       !(stretches->count[before] | stretches->count[behind]);
}

#endif
