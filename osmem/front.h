/*
 * The front of a bin of one size: up to FRONT_BLOCKS of its blocks, in an array of their addresses. What is done to it
 * touches none of the blocks, which lie far apart, each in a line of memory that nobody has looked at for long.
 *
 *     key    0 0 0 0 | greatest address ... least | left over
 *                      FRONT_NEAR      FRONT_NEAR + count
 *
 * The least goes first, so it stands last. An address is kept as its complement, by which the zeros in front, which are
 * there from the beginning, pass for addresses greater than all. So the FRONT_NEAR last ones can be looked at, and as
 * many be moved by a place, without asking how many there are: how far a block goes is what no processor can foresee.
 */
#ifndef OSMEM_FRONT_H_
#define OSMEM_FRONT_H_

#include <string.h>

#include "osmem/block.h"

/* With all else 15 whole lines of 64 bytes: an odd number, so that the first lines of the fronts spread over a cache.
 */
#define FRONT_BLOCKS 111
#define FRONT_NEAR 4

struct front {
	size_t count;
	uintptr_t key[FRONT_NEAR + FRONT_BLOCKS + FRONT_NEAR];
} __attribute__((aligned(64)));

static_assert(sizeof(struct front) == 15 * 64, "an odd number of lines");

static inline uintptr_t front_key(const struct block_meta *block)
{
	return ~(uintptr_t)block;
}

/* Behind the last. */
static inline uintptr_t *front_end(struct front *front)
{
	return front->key + FRONT_NEAR + front->count;
}

/* Of one that is not empty. */
static inline struct block_meta *front_least(struct front *front)
{
	return (struct block_meta *)~front_end(front)[-1];
}

/* False: it is full. */
static inline bool front_insert(struct front *front, const struct block_meta *block)
{
	uintptr_t key = front_key(block), *end = front_end(front), *place;
	size_t less = 0;

	if (front->count == FRONT_BLOCKS)
		return false;
	front->count++;
	for (int i = 1; i <= FRONT_NEAR; i++)
		less += end[-i] > key;
	place = end - less;
	if (less < FRONT_NEAR) {
		memmove(place + 1, place, FRONT_NEAR * sizeof(*place));
	} else {
		while (place[-1] > key)
			place--;
		memmove(place + 1, place, (size_t)((char *)end - (char *)place));
	}
	*place = key;
	return true;
}

/* Where the block stands; NULL: it is not in it. */
static inline uintptr_t *front_find(struct front *front, const struct block_meta *block)
{
	uintptr_t key = front_key(block), *place = front_end(front) - FRONT_NEAR;
	unsigned near = 0;

	for (int i = 0; i < FRONT_NEAR; i++)
		near |= (unsigned)(place[i] == key) << i;
	if (near)
		return place + __builtin_ctz(near);
	while (*place > key)
		place--;
	return *place == key ? place : NULL;
}

/* False: it is not in it. */
static inline bool front_remove(struct front *front, const struct block_meta *block)
{
	uintptr_t *place = front_find(front, block), *end = front_end(front);

	if (!place)
		return false;
	front->count--;
	if (end - place <= FRONT_NEAR)
		memmove(place, place + 1, FRONT_NEAR * sizeof(*place));
	else
		memmove(place, place + 1, (size_t)((char *)end - (char *)(place + 1)));
	return true;
}

#endif
