/* leaks: the blocks in use at exit, grouped by the place that allocated them; the age is counted in calls. */
#include <stdlib.h>

#include "base/caller.h"
#include "base/system.h"
#include "pool/eyes.h"

struct sum {
	size_t blocks, bytes;
};

static bool is_live(const struct Block *block)
{
	return !block->free && !block_is_kept(block);
}

/* Stores the live blocks in `blocks`, which has room for them; returns how many. */
static size_t collect(struct Block **blocks)
{
	size_t count = 0;

	for (const struct region *region = the_pool.first; region; region = region->next)
		for (struct Block *block = pool_checked(region_first_block(region)); block;
		     block = pool_checked(block->next))
			if (is_live(block))
				blocks[count++] = block;
	return count;
}

static int by_place_and_age(const void *first, const void *second)
{
	const struct tag *one = block_tag(*(struct Block *const *)first);
	const struct tag *other = block_tag(*(struct Block *const *)second);

	if (one->made_at != other->made_at)
		return one->made_at < other->made_at ? -1 : 1;
	return one->made_in < other->made_in ? -1 : 1;
}

static struct sum sum_up(struct Block **blocks, size_t count)
{
	struct sum sum = {.blocks = count};

	while (count > 0)
		sum.bytes += block_asked(blocks[--count]);
	return sum;
}

static void add_sum(struct line *line, struct sum sum)
{
	line_add_count(line, sum.blocks, "block");
	line_add(line, ", ");
	line_add_count(line, sum.bytes, "byte");
}

static void say_block(const struct Block *block)
{
	struct line line = {.length = 0};
	size_t age = pool_call_number() - block_tag(block)->made_in;

	line_add(&line, "    ");
	pool_add_address(&line, block_payload(block));
	line_pad(&line, 22);
	line_add_count(&line, block_asked(block), "byte");
	line_add(&line, ", ");
	line_add_count(&line, age, "call");
	line_add(&line, " ago");
	line_write(&line);
}

/* Those that the first one's place allocated; returns how many. */
static size_t say_group(struct Block **blocks, size_t count)
{
	struct line line = {.length = 0};
	size_t size = 1;

	while (size < count && block_tag(blocks[size])->made_at == block_tag(blocks[0])->made_at)
		size++;
	line_add(&line, "  ");
	add_sum(&line, sum_up(blocks, size));
	line_add(&line, ", allocated at ");
	caller_add(&line, block_tag(blocks[0])->made_at);
	line_write(&line);
	for (size_t i = 0; i < size; i++)
		say_block(blocks[i]);
	return size;
}

static void say_all(struct Block **blocks, size_t count)
{
	struct line line = {.length = 0};

	line_add(&line, "pool: ");
	if (count)
		add_sum(&line, sum_up(blocks, count));
	line_add(&line, count == 0 ? "every block was freed" : count == 1 ? ", was never freed" : ", were never freed");
	line_write(&line);
	for (size_t i = 0; i < count;)
		i += say_group(blocks + i, count - i);
}

bool pool_report_leaks(void)
{
	size_t bytes = (the_pool.stats.used_blocks + 1) * sizeof(struct Block *), count;
	struct Block **blocks = system_map(bytes);

	if (!blocks) {
		line_say("pool: no memory for the list of leaks: # blocks are in use", the_pool.stats.used_blocks);
		return the_pool.stats.used_blocks;
	}
	count = collect(blocks);
	qsort(blocks, count, sizeof(*blocks), by_place_and_age);
	say_all(blocks, count);
	system_unmap(blocks, bytes);
	return count;
}
