/* Large blocks, from CLASS_LARGEST on: runs of spans of their own. Calls lock. */
#ifndef MALLOC_FAST_LARGE_H_
#define MALLOC_FAST_LARGE_H_

#include <stdbool.h>
#include <stddef.h>

/* NULL and ENOMEM when memory is out. `alignment` is a power of two; `is_zero` may be NULL. */
void *large_take(size_t size, size_t alignment, bool *is_zero);

/* For free(); what is no large block ends the process. */
void large_give(void *ptr);

/* How many bytes the block at `ptr` has; what is no large block ends the process, in the name of `call`. */
size_t large_size(const char *call, const void *ptr);

/* Makes it hold `size` bytes where it is; false: it cannot grow there. */
bool large_resize(void *ptr, size_t size);

#endif
