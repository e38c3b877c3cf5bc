/* Draws the heap to scale, 64 cells a row and 16 rows at most, and lists the first blocks. */
#include "osmem/eyes/dump.h"

#include "osmem/eyes/name.h"
#include "osmem/eyes/observe.h"
#include "osmem/eyes/stats.h"
#include "osmem/heap.h"

#define CELLS_A_ROW 64
#define MAX_CELLS (16 * CELLS_A_ROW)
#define SMALLEST_CELL ((size_t)32)
#define LISTED_BLOCKS 64

/* What a cell shows, by what is in it. */
static char letter(unsigned begins_used, unsigned begins_free, const struct block_meta *block)
{
	if (begins_used + begins_free > 1)
		return begins_used && begins_free ? '+' : begins_used ? '%' : ':';
	if (begins_used)
		return '[';
	if (begins_free)
		return ',';
	return block->status == BLOCK_FREE ? '.' : '#';
}

/* The cell of the bytes from `begin` up to `end`; `block` is the one that holds the byte before, and moves on. */
static char draw_cell(const struct block_meta **block, const char *begin, const char *end)
{
	const struct block_meta *next = *block ? (*block)->next : heap.first;
	unsigned begins[2] = {0, 0};

	for (; next && (const char *)next < end; next = next->next) {
		begins[next->status == BLOCK_FREE]++;
		*block = next;
	}
	/* Somebody else moved the break: that memory is theirs. */
	if (!begins[0] && !begins[1] && (const char *)block_end(*block) <= begin)
		return ' ';
	return letter(begins[0], begins[1], *block);
}

static size_t cell_bytes(size_t heap_bytes)
{
	size_t bytes = SMALLEST_CELL;

	while (bytes * MAX_CELLS < heap_bytes)
		bytes *= 2;
	return bytes;
}

static void draw(int fd, size_t cell)
{
	const struct block_meta *block = NULL;
	const char *begin = (char *)heap.first, *end = block_end(heap.last);

	while (begin < end) {
		struct line line = {.length = 0};

		name_address(&line, begin);
		line_pad(&line, 16);
		for (unsigned i = 0; i < CELLS_A_ROW && begin < end; i++, begin += cell)
			line_add(&line, (char[]){draw_cell(&block, begin, begin + cell), '\0'});
		line_add(&line, "\n");
		line_send(&line, fd);
	}
}

static void list(int fd, size_t blocks)
{
	const struct block_meta *block = heap.first;
	struct line line = {.length = 0};

	for (unsigned i = 0; block && i < LISTED_BLOCKS; i++, block = block->next) {
		line.length = 0;
		name_address(&line, block_payload(block));
		line_pad(&line, 16);
		line_format(&line, "# bytes", block->size);
		line_pad(&line, 32);
		line_add(&line, block->status == BLOCK_FREE ? "free\n" : "in use\n");
		line_send(&line, fd);
	}
	if (!block)
		return;
	line.length = 0;
	line_format(&line, "and # more\n", blocks - LISTED_BLOCKS);
	line_send(&line, fd);
}

static void say_sums(int fd, const struct os_stats *stats, size_t cell)
{
	struct line line = {.length = 0};

	line_format(&line, "heap    # bytes, fragmentation # %\n", stats->heap_bytes, (size_t)stats->fragmentation);
	line_format(&line, "in use  # bytes, blocks: #\n", stats->used_bytes, stats->used_blocks);
	line_format(&line, "free    # bytes, blocks: #\n", stats->free_bytes, stats->free_blocks);
	line_format(&line, "mapped  # bytes, blocks: #\n", stats->mapped_bytes, stats->mapped_blocks);
	line_format(&line, "a cell is # bytes:\n", cell);
	line_add(&line, "  [ a block in use begins, # it goes on, % several begin\n"
			"  , a free block begins, . it goes on, : several begin, + begin with blocks in use\n");
	line_send(&line, fd);
}

void dump_heap(int fd)
{
	struct os_stats stats;
	size_t cell;

	stats_fill(&stats);
	cell = cell_bytes(stats.heap_bytes);
	say_sums(fd, &stats, cell);
	if (!heap.first)
		return;
	draw(fd, cell);
	list(fd, stats.used_blocks + stats.free_blocks);
}
