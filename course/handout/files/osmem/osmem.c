/* The allocator. It allocates nothing yet: what each function has to do stands in it, by the contract's sections. */
#include "osmem/osmem.h"

#include <errno.h>

/*
 * Right before each payload (1): 32 bytes. `size` is the payload's alone, a multiple of 8.
 *
 *     | size | status | prev | next | payload ...
 *     ^ block                       ^ what the caller gets
 */
struct block_meta {
	size_t size;
	int status; /* 0 free, 1 in use on the heap, 2 mapped */
	struct block_meta *prev, *next;
};

_Static_assert(sizeof(struct block_meta) == 32, "the contract's header has 32 bytes (1)");

/*
 * What malloc, calloc and realloc share is a function on its own, which finds a place on the heap for `need` bytes (2):
 *
 *     2.1  at the first use, move the break by 128 KiB with sbrk(): one free block
 *     2.2  make one block of each run of adjacent free ones
 *     2.3  of the free blocks that are large enough, take the smallest; among equals, the first
 *     2.4  split what it has to spare off, if that is 40 bytes or more
 *     2.5  nothing fits, and the last block is free: move the break by what that block lacks
 *     2.6  nothing fits, and the last block is in use: move the break by a new block
 */

void *os_malloc(size_t size)
{
	/*
	 * 0 bytes: NULL (3). More than PTRDIFF_MAX: NULL, and errno = ENOMEM (7). A footprint of 128 KiB or more: one
	 * mmap() (3). Less: the heap (2). A system call that fails: NULL, errno = ENOMEM, nothing has changed (7).
	 */
	(void)size;
	errno = ENOMEM;
	return NULL;
}

void *os_calloc(size_t count, size_t size)
{
	/*
	 * 0 of either: NULL. A product that overflows: NULL, and errno = ENOMEM. Then as os_malloc(), but mapped from a
	 * footprint of one page on, sysconf(_SC_PAGESIZE). Heap memory is cleared, a fresh mapping is clear (4).
	 */
	(void)count;
	(void)size;
	errno = ENOMEM;
	return NULL;
}

void *os_realloc(void *ptr, size_t size)
{
	/*
	 * In the order of section 6:
	 *
	 *     6.1  NULL: os_malloc()
	 *     6.2  0 bytes: os_free(), and NULL
	 *     6.3  the block is free: NULL
	 *     6.4  it is mapped, or is to be: move it, that is os_malloc(), copy, os_free()
	 *     6.5  it is large enough: it stays, and what it can spare is split off
	 *     6.6  it is the last of the heap: move the break by what it lacks
	 *     6.7  swallow the free blocks behind it, one at a time, until it is large enough
	 *     6.8  it still is too small: move it
	 */
	(void)ptr;
	(void)size;
	errno = ENOMEM;
	return NULL;
}

void os_free(void *ptr)
{
	/* On the heap: mark it free, and nothing else. Mapped: one munmap() of header and payload (5). */
	(void)ptr;
}
