/* What can be seen in the heap is counted when somebody asks; what is over by then, call by call. */
#include "osmem/eyes/stats.h"

#include "base/line.h"
#include "osmem/eyes/observe.h"
#include "osmem/heap.h"
#include "osmem/mapping.h"

static struct os_stats counted; /* what the calls tell; the heap, the mappings and what was observed are not in it */

void stats_count(const struct call *call)
{
	size_t *const calls[] = {&counted.malloc_calls, &counted.calloc_calls, &counted.realloc_calls,
				 &counted.free_calls}; /* by enum function */

	counted.counted = 1;
	++*calls[call->function];
	if (call->result)
		counted.asked_bytes += call->count * call->size;
}

void stats_took(size_t size)
{
	counted.live_blocks++;
	counted.live_bytes += size;
	if (counted.live_bytes > counted.peak_live_bytes)
		counted.peak_live_bytes = counted.live_bytes;
}

void stats_gave(size_t size)
{
	counted.live_blocks--;
	counted.live_bytes -= size;
}

size_t stats_calls(void)
{
	return counted.malloc_calls + counted.calloc_calls + counted.realloc_calls + counted.free_calls;
}

static void fill_heap(struct os_stats *stats)
{
	for (const struct block_meta *block = heap.first; block; block = block->next) {
		if (block->status == BLOCK_FREE) {
			stats->free_blocks++;
			stats->free_bytes += block->size;
			if (block->size > stats->largest_free)
				stats->largest_free = block->size;
		} else {
			stats->used_blocks++;
			stats->used_bytes += block->size;
		}
	}
	stats->heap_bytes = observe_heap_bytes();
	if (stats->free_bytes)
		stats->fragmentation = (unsigned)(100 * (stats->free_bytes - stats->largest_free) / stats->free_bytes);
}

/* Their depth is bounded: see mapping.c. */
static void fill_mappings(struct os_stats *stats, const struct block_meta *mapping)
{
	if (!mapping)
		return;
	stats->mapped_blocks++;
	stats->mapped_bytes += HEADER + mapping->size;
	fill_mappings(stats, mapping->prev);
	fill_mappings(stats, mapping->next);
}

/* Blocks come by the first chunk, by appending and by splits, and go by merges alone. */
static size_t merges(const struct os_stats *stats)
{
	size_t made = (heap.first != NULL) + observed.appended + observed.splits;

	return made - stats->used_blocks - stats->free_blocks;
}

void stats_fill(struct os_stats *stats)
{
	*stats = counted;
	fill_heap(stats);
	fill_mappings(stats, live_mappings);
	if (!stats->counted)
		return;
	stats->peak_bytes = observed.peak_bytes;
	stats->brk_calls = observed.system_calls[SYSTEM_BRK];
	stats->mmap_calls = observed.system_calls[SYSTEM_MMAP];
	stats->munmap_calls = observed.system_calls[SYSTEM_MUNMAP];
	stats->splits = observed.splits;
	stats->merges = merges(stats);
}

void stats_report(void)
{
	struct os_stats s;

	stats_fill(&s);
	line_say("calls         # (os_malloc #, os_calloc #, os_realloc #, os_free #)", stats_calls(), s.malloc_calls,
		 s.calloc_calls, s.realloc_calls, s.free_calls);
	line_say("asked for     # bytes", s.asked_bytes);
	line_say("live          # bytes at the peak; at exit # (blocks: #)", s.peak_live_bytes, s.live_bytes,
		 s.live_blocks);
	line_say("memory        # bytes at the peak; at exit # on the heap, # mapped", s.peak_bytes, s.heap_bytes,
		 s.mapped_bytes);
	line_say("system calls  # (brk #, mmap #, munmap #)", s.brk_calls + s.mmap_calls + s.munmap_calls, s.brk_calls,
		 s.mmap_calls, s.munmap_calls);
	line_say("heap blocks   # split off, # merged; at exit # in use, # free", s.splits, s.merges, s.used_blocks,
		 s.free_blocks);
	line_say("fragmentation # % (# of # free bytes are in one block)", (size_t)s.fragmentation, s.largest_free,
		 s.free_bytes);
}
