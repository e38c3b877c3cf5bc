/*
 * osmem: a memory allocator over brk, mmap and munmap, exact to the system call.
 * docs/contract.md is the normative text; the clauses are cited as (2.3) and the like.
 */
#ifndef OSMEM_H_
#define OSMEM_H_

#if !defined(__LP64__)
#error "osmem needs a 64-bit target: the contract's header is 32 bytes, four words of 8; compile without -m32"
#endif

#include <stddef.h>

/*
 * A pointer that no live block has ends the process, with one line on standard error that names the call, the pointer
 * and what is wrong. Always caught: a block freed twice, as long as its header was not written over; a pointer that is
 * not aligned, lies outside the heap (on the stack, say) or is no live mapping's; one into a block; a block of which
 * any byte of the header was overwritten, but for os_realloc() where the status became that of a free block: it returns
 * NULL (6.3). A header is known by a seal, 32 bits made of its address, its size and its links: of four thousand
 * million others one passes for it.
 *
 * Not caught: a block freed twice when another was given out at its address in between; what is written behind a
 * block's end, before the block there is freed; what is written to a free block or its header, although the allocator
 * goes by it, so that a later call may end by SIGSEGV. For these there are the checking mode and os_check() (debug.h).
 *
 * All four may be called from several threads; a program with one thread takes no lock. After fork() the child has a
 * usable heap.
 *
 * OSMEM_OPTIONS in the environment is read at first use: name=value, separated by commas. What cannot be read is named
 * on standard error and ignored.
 *
 *     mmap_threshold=BYTES   footprint from which on a block is a mapping of its own (131072, or what the library was
 *                            built with by -DOSMEM_MMAP_THRESHOLD=BYTES)
 *
 * The other options belong to debug.h.
 */

/* The library is built with hidden visibility; these are what it exports. */
#define OSMEM_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Returns a block of at least `size` bytes, aligned to 8; its contents are undefined.
 * NULL if and only if `size` is 0, or, with errno = ENOMEM, memory is out. The caller owns the block
 * until os_free() or os_realloc() takes it back.
 */
OSMEM_API void *os_malloc(size_t size);

/*
 * As os_malloc(count * size), and the payload is zero.
 * NULL if and only if the product is 0, or, with errno = ENOMEM, it overflows or memory is out.
 */
OSMEM_API void *os_calloc(size_t count, size_t size);

/*
 * Makes the block at `ptr` hold `size` bytes, in place where the contract can (6), and returns where it is
 * now. The contents stay, up to the smaller of both sizes; `ptr` is no longer valid where the result differs.
 * NULL if and only if `size` is 0 (the block is freed), the block was free already (nothing happens), or,
 * with errno = ENOMEM, memory is out (the block is as before).
 */
OSMEM_API void *os_realloc(void *ptr, size_t size);

/*
 * Takes the block at `ptr` back. NULL is allowed and does nothing. As a courtesy to who debugs, and to harnesses that
 * compare a moved block with its old self, the payload stays as it was until the next call that allocates or frees. It
 * is no promise: what was freed is not to be read.
 */
OSMEM_API void os_free(void *ptr);

#ifdef __cplusplus
}
#endif

#endif
