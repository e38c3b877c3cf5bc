/*
 * Policy: which way a request goes, heap or mapping, in place or moved. The four functions as they are when nobody
 * looks, without the lock.
 */
#ifndef OSMEM_POLICY_H_
#define OSMEM_POLICY_H_

#include <stddef.h>

void *policy_malloc(size_t size);
void *policy_calloc(size_t count, size_t size);
void *policy_realloc(void *ptr, size_t size);
void policy_free(void *ptr);

#endif
