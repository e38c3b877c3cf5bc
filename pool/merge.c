/* Free neighbours become one block. */
#include "pool/pool.h"

void pool_join_next(struct place place)
{
	struct Block *next = place.block->next;

	if (place.region->search_from == next)
		place.region->search_from = place.block;
	if (the_pool.cursor.block == next)
		the_pool.cursor = place;
	block_join_next(place.block);
	the_pool.stats.merges++;
}

static void join_all_next(struct place place)
{
	struct Block *next;

	while ((next = pool_checked(place.block->next)) && next->free)
		pool_join_next(place);
}

/* A list linked in one direction shows who comes before only from its start, or from where the free blocks begin. */
static struct Block *free_before(struct place place)
{
	struct Block *block = pool_checked(place.region->search_from);

	if (!block || block >= place.block)
		return NULL;
	while (block->next != place.block)
		block = pool_checked(block->next);
	return block->free ? block : NULL;
}

struct place pool_merge(struct place place)
{
	struct Block *before = free_before(place);

	join_all_next(place);
	if (!before)
		return place;
	place.block = before;
	pool_join_next(place);
	return place;
}

void pool_merge_all(void)
{
	for (struct region *region = the_pool.first; region; region = region->next)
		for (struct Block *block = pool_checked(region->search_from); block; block = pool_checked(block->next))
			if (block->free)
				join_all_next((struct place){region, block});
}
