/* What os_stats() knows (debug.h). */
#ifndef OSMEM_STATS_H_
#define OSMEM_STATS_H_

#include <stddef.h>

struct os_stats {
	/* The heap as it is now; the sizes are of payloads. */
	size_t heap_bytes; /* from the first block to the end of the last; it never shrinks */
	size_t used_blocks, used_bytes;
	size_t free_blocks, free_bytes, largest_free;
	unsigned fragmentation;             /* percent of free_bytes that are not in the largest free block */
	size_t mapped_blocks, mapped_bytes; /* headers included */

	/* Since the program began, if OSMEM_OPTIONS opened any eye; if not, all of these are 0. */
	int counted;
	size_t malloc_calls, calloc_calls, realloc_calls, free_calls;
	size_t asked_bytes;                              /* in all calls that got a block */
	size_t live_blocks, live_bytes, peak_live_bytes; /* as asked for; on the heap or mapped */
	size_t peak_bytes;                               /* heap and mappings together */
	size_t brk_calls, mmap_calls, munmap_calls;
	size_t splits, merges;
};

#endif
