/*
 * Slabs: a span cut into objects of one class. Which of those that were ever used are free, a bit each says, beside the
 * span:
 *
 *     | object 0 | object 1 | object 2 | object 3 | ...       used from one near the start on, and round
 *          0          1          0          1       free[]
 *
 * A slab all of whose objects are free gives its span back. The pages between objects in use go back to the kernel
 * before a slab is made when the slabs have 2 MiB and an eighth more free than after the last time. Under the lock.
 */
#ifndef MALLOC_FAST_SLAB_H_
#define MALLOC_FAST_SLAB_H_

#include <stddef.h>

/* Up to `want` objects of the class into `objects`, the lowest last; fewer than that, or none, when memory is out. */
size_t slab_take(unsigned class, void **objects, size_t want);

/* Takes an object back. One that is free already ends the process. */
void slab_give(unsigned class, void *object);

#endif
