/*
 * A pool of memory to own: regions mapped on demand, apart from the process's heap. Safe to use from several
 * threads. Misuse (a pointer freed twice or foreign, a write past a payload's end) stops the program with one
 * line that says what was wrong. pool/README.md shows how it is used.
 */
#ifndef POOL_MEMALLOC_H_
#define POOL_MEMALLOC_H_

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What stands before each payload: the list of a region's blocks, by address. To be read, never written. */
struct Block {
	size_t size;        /* of the payload: what was asked for, a guard of at least one byte, rounding */
	int free;           /* 1 free, 0 in use */
	struct Block *next; /* begins where this one ends; NULL for the last block of its region */
};

enum custom_fit { CUSTOM_FIRST_FIT, CUSTOM_BEST_FIT };

struct pool_stats {
	/* Now. */
	size_t regions, mapped;         /* how many, and their bytes */
	size_t used_blocks, used;       /* payload bytes of the blocks in use */
	size_t free_blocks, free_bytes; /* payload bytes of the free blocks */
	size_t largest_free;            /* the largest payload among them */
	size_t fragmentation;           /* the percentage of free_bytes that lies outside the largest free block */
	/* Since the start. */
	size_t allocations, frees; /* blocks handed out and taken back */
	size_t maps, unmaps;       /* system calls, failed ones included */
	size_t splits, merges;
	size_t peak_used, peak_mapped;
};

/*
 * Sets the size of the first region, rounded up to pages; nothing is mapped before the first request. May be
 * left out: the region then has 64 KiB. Calling it twice, after the first region was mapped, or with 0 is
 * misuse.
 */
void init_pool(size_t size);

/* Which free block a request gets: the first one that is large enough (default), or the smallest. At any time. */
void custom_set_fit(enum custom_fit fit);

/*
 * Returns `size` bytes, aligned for any type; the contents are undefined. NULL if and only if `size` is 0,
 * or, with errno = ENOMEM, memory is out. The caller owns the block until custom_free() or custom_realloc()
 * takes it back.
 */
void *custom_malloc(size_t size);

/* As custom_malloc(count * size), filled with zeros. An overflow of the product counts as out of memory. */
void *custom_calloc(size_t count, size_t size);

/*
 * Makes the block at `ptr` hold `size` bytes and returns where it is now: the same place where it can shrink
 * or grow there. The contents stay, up to the smaller of both sizes. NULL is as custom_malloc(size); `size` 0
 * is as custom_free(ptr), returning NULL. NULL with errno = ENOMEM: memory is out and the block is as before.
 * A block that moves is aligned as custom_malloc() does it.
 */
void *custom_realloc(void *ptr, size_t size);

/* As custom_malloc(), at a multiple of `alignment`. NULL with errno = EINVAL when it is no power of two. */
void *custom_aligned_alloc(size_t alignment, size_t size);

/* Takes back the block at `ptr`, from whichever of these functions it came. NULL does nothing. */
void custom_free(void *ptr);

/*
 * Merges free neighbours and gives free ends of regions back to the system, whole pages of them, looking at no more
 * than `max_blocks` blocks, of which there should be one at least; the next call goes on there. False when the pool is
 * through and nothing became free meanwhile, so `while (custom_defragment(64));` does all there is to do. Blocks in use
 * never move.
 */
bool custom_defragment(size_t max_blocks);

/*
 * Takes such a step every `pause_ms` milliseconds in a thread of its own, as long as there is something to do. Until
 * custom_defragment_stop(), custom_free() leaves the merging to that thread. False, with errno set, when there is one
 * already (EBUSY), `max_blocks` is 0 (EINVAL) or no thread can be started.
 */
bool custom_defragment_start(size_t max_blocks, unsigned pause_ms);

/* Ends the thread, if there is one, and merges what it left. */
void custom_defragment_stop(void);

/* Prints every block, with its offset in its region, size and state, and the totals, on standard output. */
void print_free_list(void);

/* Examines the whole pool. NULL when all is well, or what is wrong, in words that last until the thread's next call. */
const char *custom_check(void);

void custom_stats(struct pool_stats *stats);

#ifdef __cplusplus
}
#endif

#endif
