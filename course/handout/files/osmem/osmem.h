/*
 * The four functions that you write. docs/contract.md says what they do, to the last address and system call; its
 * sections are cited as (2.3) and the like. This file stays as it is: it is graded with the one that you got.
 */
#ifndef OSMEM_H_
#define OSMEM_H_

#include <stddef.h>

/* Returns `size` bytes, aligned to 8 (3). NULL for a size of 0, and, with errno = ENOMEM, where memory is out. */
void *os_malloc(size_t size);

/* Returns `count` times `size` bytes, all zero (4). NULL as os_malloc(), and where the product overflows. */
void *os_calloc(size_t count, size_t size);

/* Makes the block at `ptr` hold `size` bytes, in place or elsewhere, and returns where it is now (6). */
void *os_realloc(void *ptr, size_t size);

/* Takes the block at `ptr` back (5). NULL is allowed, and does nothing. */
void os_free(void *ptr);

#endif
