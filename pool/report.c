/* What is said of blocks: where they come from, which are damaged at exit, and how many there were. */
#include "base/caller.h"
#include "pool/eyes.h"

/* What went past the block's end may have gone over its tag, too. */
static bool tag_is_intact(const struct tag *tag)
{
	return tag->made_in - 1 < pool_call_number() && tag->freed_in <= pool_call_number();
}

void pool_say_origin(const struct Block *block)
{
	struct line made = {.length = 0}, freed = {.length = 0};
	const struct tag *tag = block_tag(block);

	if (!tag_is_intact(tag)) {
		line_say("  where it was allocated was overwritten, too");
		return;
	}
	line_add(&made, "  ");
	pool_add_address(&made, block_payload(block));
	line_add(&made, ", ");
	line_add_count(&made, block_asked(block), "byte");
	line_add(&made, ", allocated by call ");
	caller_say(&made, tag->made_in, tag->made_at);
	if (!tag->freed_in)
		return;
	line_add(&freed, "  freed by call ");
	caller_say(&freed, tag->freed_in, tag->freed_at);
}

static void say_problem(const char *problem)
{
	struct line line = {.length = 0};

	line_add(&line, "exit: ");
	line_add(&line, problem);
	line_write(&line);
}

static bool report_region(const struct region *region)
{
	bool failed = false;

	for (const struct Block *block = region_first_block(region); block; block = block->next) {
		const char *problem = pool_check_block(region, block);

		if (!problem)
			continue;
		say_problem(problem);
		failed = true;
		if (!block_is_intact(block))
			break;
		if (!block->free)
			pool_say_origin(block);
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

void pool_report_stats(void)
{
	struct pool_stats s;

	pool_count(&s);
	line_say("pool: calls         #; # blocks handed out, # taken back", pool_call_number(), s.allocations,
		 s.frees);
	line_say("pool: in use        # bytes (blocks: #); # at the peak", s.used, s.used_blocks, s.peak_used);
	line_say("pool: mapped        # bytes (regions: #); # at the peak", s.mapped, s.regions, s.peak_mapped);
	line_say("pool: system calls  # (mmap #, munmap #)", s.maps + s.unmaps, s.maps, s.unmaps);
	line_say("pool: blocks        # split off, # merged", s.splits, s.merges);
	line_say("pool: fragmentation # % (# of # free bytes are in one block)", s.fragmentation, s.largest_free,
		 s.free_bytes);
}
