/* The pool's regions: they come by mapping, each as large as all before it together, and go back when they are free. */
#include "base/system.h"
#include "pool/pool.h"

#define DEFAULT_FIRST_LENGTH ((size_t)64 * 1024)

static_assert(REGION_HEADER % ALIGNMENT == 0, "the first block is aligned");

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static struct region *map(size_t length)
{
	struct region *region = system_map(length);
	size_t number = the_pool.regions_made + (region != NULL);

	the_pool.stats.maps++;
	if (pool_watcher)
		pool_watcher->maps(number, length, !region);
	if (!region)
		return NULL;
	region->length = length;
	region->number = the_pool.regions_made = number;
	return region;
}

static bool unmap(struct region *region, size_t offset, size_t length)
{
	size_t number = region->number;
	bool done = system_unmap((char *)region + offset, length);

	the_pool.stats.unmaps++;
	if (pool_watcher)
		pool_watcher->unmaps(number, offset, length, !done);
	if (done)
		the_pool.stats.mapped -= length;
	return done;
}

static void append(struct region *region)
{
	struct region **end = &the_pool.first;

	while (*end)
		end = &(*end)->next;
	*end = region;
}

/*
 * Memory that is mapped now and was given back before was given back too early: that much more stays from now on. So a
 * program that allocates and frees the same amount again and again soon makes no system call for it any more.
 */
static void learn_from_mapping(size_t length)
{
	size_t too_early = min(length, the_pool.given_back);

	the_pool.least_given_back += too_early;
	the_pool.given_back -= too_early;
}

static void count_region(const struct region *region)
{
	struct pool_stats *stats = &the_pool.stats;

	stats->regions++;
	stats->mapped += region->length;
	if (stats->mapped > stats->peak_mapped)
		stats->peak_mapped = stats->mapped;
}

static size_t first_length(void)
{
	return align_up(the_pool.first_length ? the_pool.first_length : DEFAULT_FIRST_LENGTH, system_page_size());
}

struct place pool_grow(size_t payload)
{
	size_t least = align_up(REGION_HEADER + HEADER + payload, system_page_size());
	size_t wanted = max(the_pool.stats.mapped, first_length());
	struct region *region = map(max(wanted, least));

	if (!region && wanted > least)
		region = map(least);
	if (!region)
		return (struct place){0};
	if (!the_pool.first)
		the_pool.least_given_back = first_length();
	learn_from_mapping(region->length);
	append(region);
	count_region(region);
	region->search_from = region_first_block(region);
	block_make_free(region->search_from, region->length - REGION_HEADER - HEADER, NULL);
	return (struct place){region, region->search_from};
}

/* The cursor must not stand in a region that goes. */
static bool unmap_region(struct region *region)
{
	struct region **link = &the_pool.first, *next = region->next;

	if (!unmap(region, 0, region->length))
		return false;
	while (*link != region)
		link = &(*link)->next;
	*link = next;
	if (the_pool.cursor.region == region)
		the_pool.cursor = (struct place){next, next ? region_first_block(next) : NULL};
	the_pool.stats.regions--;
	return true;
}

/* The bytes that go when the block stays, as small as whole pages let it be. The first region stays as it was set. */
static size_t cut_end(struct place place)
{
	uintptr_t start = (uintptr_t)place.region, end = (uintptr_t)region_end(place.region);
	uintptr_t cut = align_up((uintptr_t)block_payload(place.block) + SMALLEST_PAYLOAD, system_page_size());

	if (place.region == the_pool.first)
		cut = max(cut, start + first_length());
	return cut < end ? end - cut : 0;
}

size_t pool_give_back(struct place place, size_t at_least)
{
	struct region *region = place.region;
	bool whole = place.block == region_first_block(region) && region != the_pool.first;
	size_t length = whole ? region->length : cut_end(place);

	if (place.block->next || length == 0 || length < at_least)
		return 0;
	if (whole)
		return unmap_region(region) ? length : 0;
	if (!unmap(region, region->length - length, length))
		return 0;
	region->length -= length;
	block_make_free(place.block, place.block->size - length, NULL);
	return length;
}
