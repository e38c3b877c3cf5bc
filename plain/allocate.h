/* What the four functions share. */
#ifndef PLAIN_ALLOCATE_H_
#define PLAIN_ALLOCATE_H_

#include "plain/block.h"

/* From which footprint on os_malloc and os_realloc map. */
size_t mmap_threshold(void);

/* NULL, with the errno that says so. */
void *out_of_memory(void);

#endif
