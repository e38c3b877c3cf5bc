/* Sorts by itself, since qsort() may allocate; leaks are grouped by who allocated them. */
#include "base/listing.h"

#include "base/system.h"

struct listing listing_make(size_t capacity)
{
	struct listing listing = {.capacity = capacity};

	if (!capacity)
		return listing;
	listing.blocks = system_map(capacity * sizeof(*listing.blocks));
	if (!listing.blocks)
		line_say("exit: no memory is left to sort what is to be reported");
	return listing;
}

void listing_add(struct listing *listing, struct listed block)
{
	if (listing->blocks)
		listing->blocks[listing->count++] = block;
}

static bool comes_before(const struct listed *block, const struct listed *other, bool by_callers)
{
	int order = by_callers ? callers_compare(&block->origin->made_at, &other->origin->made_at) : 0;

	if (order)
		return order < 0;
	return block->origin->made_in < other->origin->made_in;
}

/* Shell's sort: by insertion, first between blocks that are far apart, then between nearer ones. */
void listing_sort(struct listing *listing, bool by_callers)
{
	struct listed *blocks = listing->blocks;
	size_t gap = 1, at;

	while (gap < listing->count)
		gap = 3 * gap + 1;
	for (; gap > 0; gap /= 3)
		for (size_t i = gap; i < listing->count; i++) {
			struct listed moving = blocks[i];

			for (at = i; at >= gap && comes_before(&moving, &blocks[at - gap], by_callers); at -= gap)
				blocks[at] = blocks[at - gap];
			blocks[at] = moving;
		}
}

void listing_drop(struct listing *listing)
{
	if (listing->blocks)
		system_unmap(listing->blocks, listing->capacity * sizeof(*listing->blocks));
}

/* "2 blocks, 250 bytes". */
static void add_sum(struct line *line, const struct listed *blocks, size_t count)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += blocks[i].size;
	line_add_count(line, count, "block");
	line_add(line, ", ");
	line_add_count(line, bytes, "byte");
}

static void say_block(const struct listed *block, size_t calls, address_namer name)
{
	struct line line = {.length = 0};

	line_add(&line, "    ");
	name(&line, block->payload);
	line_pad(&line, 20);
	line_add(&line, "  ");
	line_add_count(&line, block->size, "byte");
	line_add(&line, ", ");
	line_add_count(&line, calls - block->origin->made_in, "call");
	line_add(&line, " ago");
	line_write(&line);
}

/* Those that have the first one's callers; returns how many. */
static size_t say_group(const struct listed *blocks, size_t count, size_t calls, address_namer name)
{
	struct line line = {.length = 0};
	size_t size = 1;

	while (size < count && !callers_compare(&blocks[size].origin->made_at, &blocks[0].origin->made_at))
		size++;
	line_add(&line, "  ");
	add_sum(&line, blocks, size);
	line_add(&line, ", allocated at ");
	callers_write(&line, &blocks[0].origin->made_at);
	for (size_t i = 0; i < size; i++)
		say_block(&blocks[i], calls, name);
	return size;
}

bool listing_report_leaks(struct listing *live, const char *who, size_t calls, address_namer name)
{
	size_t count = live->count;
	struct line line = {.length = 0};

	if (live->capacity && !live->blocks)
		return true;
	line_add(&line, who);
	if (count)
		add_sum(&line, live->blocks, count);
	line_add(&line, count == 0 ? "every block was freed" : count == 1 ? ", was never freed" : ", were never freed");
	line_write(&line);
	listing_sort(live, true);
	for (size_t i = 0; i < count;)
		i += say_group(live->blocks + i, count - i, calls, name);
	listing_drop(live);
	return count;
}
