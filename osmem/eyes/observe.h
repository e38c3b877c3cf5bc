/*
 * Lets the policy do its work and tells what it did: system_watcher counts the system calls while it works, all else
 * shows in the heap before and behind it.
 */
#ifndef OSMEM_EYES_OBSERVE_H_
#define OSMEM_EYES_OBSERVE_H_

#include "osmem/eyes/call.h"

/* Summed up over all calls. */
struct observed {
	size_t splits, appended;
	size_t system_calls[3]; /* by enum system_name */
	size_t mapped_blocks, mapped_bytes;
	size_t peak_bytes; /* heap and mappings */
};

extern struct observed observed;

/* Each fills in `made` and `outcome`. */
void *observe_take(struct call *call, size_t size); /* zeroed for os_calloc() */
void *observe_realloc(struct call *call, void *ptr, size_t size);
void observe_free(struct call *call, void *ptr);

/* From the first block to the end of the last. */
size_t observe_heap_bytes(void);

#endif
