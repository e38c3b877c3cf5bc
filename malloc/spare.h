/*
 * Spare memory: what the library under test gets when it calls malloc() itself, by printf(), say, in the middle of a
 * call to it. Its own heap may be half changed at that moment. All calls are made under the lock.
 */
#ifndef MALLOC_SPARE_H_
#define MALLOC_SPARE_H_

#include <stdbool.h>
#include <stddef.h>

/* NULL when it is used up, or `size` is more than a quarter of it. Aligned to 16. */
void *spare_take(size_t size);

void spare_give(void *ptr);

/* How many bytes a block that was taken has. */
size_t spare_size(const void *ptr);

/* Needs no lock. */
bool spare_has(const void *ptr);

#endif
