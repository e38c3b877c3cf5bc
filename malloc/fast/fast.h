/*
 * A fast malloc: a cache of magazines for each thread, over the depot that all share, over slabs, over runs of spans.
 *
 *     fast.c    this thread's magazines, two a class     most calls end here: no lock, no look at the object
 *     depot.c   full magazines of all threads            one in fifty, under the lock, as all below
 *     slab.c    spans of 64 KiB cut into objects
 *     run.c     free spans; large.c: blocks that are runs themselves
 *     span.c    what each span is; class.h: which sizes there are; memory.c: the kernel
 *
 * The functions are those of malloc's family without the names. All tell of memory that is out by NULL and ENOMEM.
 *
 * A pointer that is not the start of a block, or that is no block of this heap, and a block that was the last one freed
 * in its class by this thread, end the process with one line. So does any other block freed twice, when its magazine is
 * unloaded, unless it was given out again. Not caught: writes past the end, writes after free.
 */
#ifndef MALLOC_FAST_FAST_H_
#define MALLOC_FAST_FAST_H_

#include <stddef.h>

void *fast_malloc(size_t size);
void *fast_calloc(size_t count, size_t size);
void *fast_realloc(void *ptr, size_t size);
void *fast_memalign(size_t alignment, size_t size);
void fast_free(void *ptr);
size_t fast_usable_size(const void *ptr);

#endif
