/*
 * Slabs: a span cut into objects of one class. Which of them are free, a bit each says, beside the span:
 *
 *     | object 0 | object 1 | ... | object cut | not used yet ...
 *          0          1       ...                               free[], one bit an object below `cut`
 *
 * A slab all of whose objects are free gives its span back. Calls are made under the lock.
 */
#ifndef MALLOC_FAST_SLAB_H_
#define MALLOC_FAST_SLAB_H_

#include <stddef.h>

/* Up to `want` objects of the class into `objects`, the lowest last; fewer than that, or none, when memory is out. */
size_t slab_take(unsigned class, void **objects, size_t want);

/* Takes an object back. One that is free already ends the process. */
void slab_give(unsigned class, void *object);

#endif
