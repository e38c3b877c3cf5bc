/*
 * The fronts of the bins of one size: up to FRONT_BLOCKS of a bin's blocks, in an array of where they are. What is done
 * to it touches none of the blocks, which lie far apart, each in a line of memory that nobody has looked at for long.
 *
 *     key    0 | greatest address ... least | left over
 *              1                            1 + count
 *
 * The least goes first, so it stands last. A key is half an address long, and the lower the address, the greater it is
 * (bin_key): so the zero in front, which is there from the beginning, passes for an address greater than all, and ends
 * a search. In the usual case a front has a few blocks, and what is looked for is near the end.
 */
#ifndef OSMEM_FRONT_H_
#define OSMEM_FRONT_H_

#include "osmem/block.h"

/* With the zero 7 lines of 64 bytes: an odd number, so that the first lines of the fronts spread over a cache. */
#define FRONT_BLOCKS 111
#define FRONTS 256

struct fronts {
	uint8_t count[FRONTS];
	bool has_tree[FRONTS]; /* there are more blocks in the bin than found room here */
	int32_t key[FRONTS][1 + FRONT_BLOCKS] __attribute__((aligned(64)));
};

static_assert(sizeof(int32_t[1 + FRONT_BLOCKS]) == 7 * 64, "an odd number of lines");

/* Behind the last. */
static inline int32_t *front_end(struct fronts *fronts, unsigned number)
{
	return &fronts->key[number][1 + fronts->count[number]];
}

static inline bool front_is_full(const struct fronts *fronts, unsigned number)
{
	return fronts->count[number] == FRONT_BLOCKS;
}

/* Whether nothing is left of the bin. */
static inline bool front_is_bare(const struct fronts *fronts, unsigned number)
{
	return !fronts->count[number] & !fronts->has_tree[number];
}

/* Behind all that are not greater than `key`. Where none is left, as for most that are in the tree, nobody searches. */
static inline int32_t *front_place(struct fronts *fronts, unsigned number, int32_t key)
{
	int32_t *place = front_end(fronts, number);

	if (fronts->has_tree[number] && key < fronts->key[number][1])
		return &fronts->key[number][1];
	while (place[-1] > key)
		place--;
	return place;
}

static inline bool front_contains(struct fronts *fronts, unsigned number, int32_t key)
{
	return front_place(fronts, number, key)[-1] == key;
}

/* Into one that is not full. */
static inline void front_insert(struct fronts *fronts, unsigned number, int32_t key)
{
	int32_t *place = front_end(fronts, number);

	for (; place[-1] > key; place--)
		*place = place[-1];
	*place = key;
	fronts->count[number]++;
}

/* False: it is not in it. */
static inline bool front_remove(struct fronts *fronts, unsigned number, int32_t key)
{
	int32_t *place = front_place(fronts, number, key);

	if (place[-1] != key)
		return false;
	for (; place < front_end(fronts, number); place++)
		place[-1] = *place;
	fronts->count[number]--;
	return true;
}

/* The key of the least block. */
static inline int32_t front_least(struct fronts *fronts, unsigned number)
{
	return front_end(fronts, number)[-1];
}

/* The same, and takes it out, where there is one. */
static inline int32_t front_take(struct fronts *fronts, unsigned number)
{
	int32_t key = front_least(fronts, number);

	fronts->count[number]--;
	return key;
}

#endif
