/* Memory for what the heap notes: taken from the kernel in pieces, never given back. Calls are made under the lock. */
#ifndef MALLOC_FAST_RECORD_H_
#define MALLOC_FAST_RECORD_H_

#include <stddef.h>

/* Zeroed; `bytes` is a multiple of 8 and below 64 KiB. NULL when memory is out. */
void *record_take(size_t bytes);

#endif
