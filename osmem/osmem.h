/*
 * osmem: a memory allocator over brk, mmap and munmap, exact to the system call.
 * docs/contract.md is the normative text; the clauses are cited as (2.3) and the like.
 */
#ifndef OSMEM_H_
#define OSMEM_H_

#include <stddef.h>

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

/* Takes the block at `ptr` back. NULL is allowed and does nothing. */
OSMEM_API void os_free(void *ptr);

#ifdef __cplusplus
}
#endif

#endif
