/* The kernel's memory, in one place, so that a test can be the kernel. errno stays as it is. */
#ifndef MALLOC_FAST_MEMORY_H_
#define MALLOC_FAST_MEMORY_H_

#include <stddef.h>

/* Zeroed memory, whole pages, at a multiple of `alignment`; NULL when memory is out. */
void *memory_map(size_t bytes, size_t alignment);

/* The pages go back; the addresses stay, and read as zero from now on. */
void memory_purge(void *start, size_t bytes);

#endif
