/* Handing out a block, and taking it back. */
#include <errno.h>

#include "pool/pool.h"

static struct place find(const struct request *request, size_t *lead)
{
	struct place place = pool_find(request, lead);

	if (place.block || !the_pool.deferred)
		return place;
	pool_merge_all();
	return pool_find(request, lead);
}

static struct place grow(const struct request *request, size_t *lead)
{
	size_t largest_lead = request->alignment > ALIGNMENT ? request->alignment + HEADER + SMALLEST_PAYLOAD : 0;
	struct place place = pool_grow(request->need + largest_lead);

	return place.block ? pool_find(request, lead) : place;
}

static void split(struct place place, size_t need)
{
	block_split(place.block, need);
	the_pool.stats.splits++;
}

static void count_used(size_t before, size_t now)
{
	struct pool_stats *stats = &the_pool.stats;

	stats->used += now - before;
	if (stats->used > stats->peak_used)
		stats->peak_used = stats->used;
}

/* What lies before the aligned payload, and what lies behind, is cut off and stays free. */
static void *take(struct place place, const struct request *request, size_t lead)
{
	struct region *region = place.region;

	if (lead > 0) {
		split(place, lead - HEADER);
		place.block = place.block->next;
	}
	if (block_can_split(place.block, request->need))
		split(place, request->need);
	if (region->search_from == place.block)
		region->search_from = place.block->next;
	block_mark_used(place.block, request->asked);
	count_used(0, place.block->size);
	the_pool.stats.used_blocks++;
	the_pool.stats.allocations++;
	return block_payload(place.block);
}

static struct place come_by(const struct request *request, size_t *lead)
{
	struct place place;

	do {
		place = find(request, lead);
		if (!place.block)
			place = grow(request, lead);
	} while (!place.block && pool_watcher && pool_watcher->makes_room());
	return place;
}

void *pool_allocate(size_t size, size_t alignment)
{
	struct request request = {size, need_of(size), alignment};
	struct place place;
	size_t lead;

	if (size == 0)
		return NULL;
	if (size > PTRDIFF_MAX || alignment > PTRDIFF_MAX - size)
		return pool_fail(ENOMEM);
	place = come_by(&request, &lead);
	return place.block ? take(place, &request, lead) : pool_fail(ENOMEM);
}

/* What became free is merged, and may go back where it ends a region; or the thread is left to do so. */
static void settle(struct place place)
{
	the_pool.freed++;
	if (!place.region->search_from || place.block < place.region->search_from)
		place.region->search_from = place.block;
	if (the_pool.deferred)
		pool_wake_thread();
	else
		the_pool.given_back += pool_give_back(pool_merge(place), the_pool.least_given_back);
}

void pool_release(struct place place)
{
	count_used(place.block->size, 0);
	the_pool.stats.used_blocks--;
	the_pool.stats.frees++;
	block_mark_free(place.block);
	settle(place);
}

/* The payload there would be with all the free blocks right behind. */
static size_t reach_of(const struct Block *block)
{
	size_t reach = block->size;

	for (struct Block *next = pool_checked(block->next); next && next->free; next = pool_checked(next->next))
		reach += HEADER + next->size;
	return reach;
}

bool pool_resize_in_place(struct place place, size_t size)
{
	size_t need = need_of(size), before = place.block->size;

	if (need > before && need > reach_of(place.block))
		return false;
	while (place.block->size < need)
		pool_join_next(place);
	if (block_can_split(place.block, need)) {
		split(place, need);
		settle((struct place){place.region, place.block->next});
	}
	block_mark_used(place.block, size);
	count_used(before, place.block->size);
	return true;
}
