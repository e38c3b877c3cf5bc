/* What is in the pool: counted, and printed block by block. */
#include <stdio.h>

#include "pool/pool.h"

static void count_block(struct pool_stats *stats, const struct Block *block)
{
	if (!block->free)
		return;
	stats->free_blocks++;
	stats->free_bytes += block->size;
	if (block->size > stats->largest_free)
		stats->largest_free = block->size;
}

void pool_count(struct pool_stats *stats)
{
	*stats = the_pool.stats;
	for (struct region *region = the_pool.first; region; region = region->next)
		for (struct Block *block = pool_checked(region->search_from); block; block = pool_checked(block->next))
			count_block(stats, block);
	if (stats->free_bytes)
		stats->fragmentation = 100 * (stats->free_bytes - stats->largest_free) / stats->free_bytes;
}

void custom_stats(struct pool_stats *stats)
{
	pool_enter(&(struct pool_call){.name = "custom_stats"});
	pool_count(stats);
	pool_leave(NULL);
}

static void print_block(const struct region *region, const struct Block *block)
{
	size_t offset = (size_t)((const char *)block - (const char *)region);

	if (block->free)
		printf("%12zu %12zu  free\n", offset, block->size);
	else
		printf("%12zu %12zu  used, %zu asked for\n", offset, block->size, block_asked(block));
}

static void print_regions(void)
{
	size_t number = 0;

	for (struct region *region = the_pool.first; region; region = region->next) {
		printf("region %zu: %zu bytes\n%12s %12s  state\n", ++number, region->length, "offset", "size");
		for (struct Block *block = pool_checked(region_first_block(region)); block;
		     block = pool_checked(block->next))
			print_block(region, block);
	}
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void print_totals(const struct pool_stats *stats)
{
	printf("used %zu in %zu block%s, free %zu in %zu block%s, largest free %zu, fragmentation %zu%%\n", stats->used,
	       stats->used_blocks, plural(stats->used_blocks), stats->free_bytes, stats->free_blocks,
	       plural(stats->free_blocks), stats->largest_free, stats->fragmentation);
}

void print_free_list(void)
{
	struct pool_stats stats;

	pool_enter(&(struct pool_call){.name = "print_free_list"});
	pool_count(&stats);
	printf("pool: %zu bytes in %zu region%s\n", stats.mapped, stats.regions, plural(stats.regions));
	print_regions();
	print_totals(&stats);
	pool_leave(NULL);
}
