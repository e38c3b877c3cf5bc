/*
 * Eyes into the heap, for people: is it sound, what is in it, how much of what. The four functions are in
 * osmem.h.
 *
 * Without a change to the program, the environment variable OSMEM_OPTIONS opens more, separated by commas:
 *
 *     log=stderr     each call, its result, the system calls made inside it and, behind a #, what happened
 * and why; log=FILE       in the form of section 8 of the contract. A forked child goes on in FILE.PID. check
 * misuse ends the program with a report that names where the block was allocated and freed: every pointer
 * that is not a live block's, a write past the end (found when the block is freed, and at exit) or after it
 * was freed (found when its memory is used again, and at exit). Each block is 16 bytes larger, fresh memory
 * is filled with 0xa5 and freed memory with 0x5a, freed blocks are kept aside for a while and os_realloc()
 * moves each block: addresses are others than the contract's. leaks          at exit, each block that was not
 * freed, grouped by the place that allocated it leaks=fail     the same, and the exit status is not 0 stats
 * at exit, what os_stats() knows
 *
 * All of it is off by default and costs nothing then. At exit means: behind all that atexit() and destructors
 * do.
 */
#ifndef OSMEM_DEBUG_H_
#define OSMEM_DEBUG_H_

#include <stddef.h>

#include "osmem/osmem.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Looks at every block of the heap: that they tile it, that the links between them, their sizes and states
 * hold, and that the free ones are found where they are looked for. NULL if all is well, or a sentence on the
 * first thing wrong.
 */
OSMEM_API const char *os_check(void);

struct os_stats {
	/* The heap as it is now; the sizes are of payloads. */
	size_t heap_bytes; /* from the first block to the end of the last: its peak as well, since it never
			      shrinks */
	size_t used_blocks, used_bytes;
	size_t free_blocks, free_bytes, largest_free;
	unsigned fragmentation; /* percent of free_bytes that are not in the largest free block */

	/* Counted since the program began if OSMEM_OPTIONS opened any eye; otherwise `counted` and the rest
	 * are 0. */
	int counted;
	size_t malloc_calls, calloc_calls, realloc_calls, free_calls;
	size_t asked_bytes;                              /* in all calls that got a block */
	size_t live_blocks, live_bytes, peak_live_bytes; /* as asked for; on the heap or mapped */
	size_t mapped_blocks, mapped_bytes;              /* headers included */
	size_t peak_bytes;                               /* heap and mappings together */
	size_t brk_calls, mmap_calls, munmap_calls;
	size_t splits, merges;
};

/* Named after what it fills in, as stat() is, which some C++ compilers remark on. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
OSMEM_API void os_stats(struct os_stats *stats);
#pragma GCC diagnostic pop

/* Draws the heap to scale and lists its blocks, at most 100 columns wide, on the file descriptor. */
OSMEM_API void os_dump(int fd);

#ifdef __cplusplus
}
#endif

#endif
