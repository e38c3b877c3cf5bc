/* What is said of blocks: where they come from, which are damaged or in use at exit, and how many there were. */
#include "pool/eyes/eyes.h"

#include "base/listing.h"

size_t pool_report_call;

/* What went past the block's end may have gone over its origin, too. */
static bool is_intact(const struct origin *origin)
{
	return origin->made_in - 1 < pool_report_call && origin->freed_in <= pool_report_call;
}

void pool_report_origin(const struct Block *block)
{
	if (is_intact(block_origin(block)))
		origin_say(block_origin(block), block_payload(block), block_asked(block), pool_log_address);
	else
		line_say("  where it was allocated was overwritten, too");
}

static bool report_region(const struct region *region)
{
	bool failed = false;

	for (const struct Block *block = region_first_block(region); block; block = block->next) {
		const char *problem = pool_check_block(region, block);
		struct line line = {.length = 0};

		if (!problem)
			continue;
		line_add(&line, "exit: ");
		line_add(&line, problem);
		line_write(&line);
		failed = true;
		if (!block_is_intact(block))
			break;
		if (!block->free)
			pool_report_origin(block);
	}
	return failed;
}

bool pool_report_damage(void)
{
	bool failed = false;

	for (const struct region *region = the_pool.first; region; region = region->next)
		failed |= report_region(region);
	return failed;
}

static void list_region(struct listing *live, const struct region *region)
{
	for (struct Block *block = pool_checked(region_first_block(region)); block; block = pool_checked(block->next))
		if (!block->free && !block_is_quarantined(block))
			listing_add(live,
				    (struct listed){block_payload(block), block_asked(block), block_origin(block)});
}

bool pool_report_leaks(void)
{
	struct listing live = listing_make(the_pool.stats.used_blocks);

	for (const struct region *region = the_pool.first; region; region = region->next)
		list_region(&live, region);
	return listing_report_leaks(&live, "pool: ", pool_report_call, pool_log_address);
}

void pool_report_stats(void)
{
	struct pool_stats s;

	pool_count(&s);
	line_say("pool: calls         #; # blocks handed out, # taken back", pool_report_call, s.allocations, s.frees);
	line_say("pool: in use        # bytes (blocks: #); # at the peak", s.used, s.used_blocks, s.peak_used);
	line_say("pool: mapped        # bytes (regions: #); # at the peak", s.mapped, s.regions, s.peak_mapped);
	line_say("pool: system calls  # (mmap #, munmap #)", s.maps + s.unmaps, s.maps, s.unmaps);
	line_say("pool: blocks        # split off, # merged", s.splits, s.merges);
	line_say("pool: fragmentation # % (# of # free bytes are in one block)", s.fragmentation, s.largest_free,
		 s.free_bytes);
}
