/* What the four functions do when nobody looks, without the lock; the eyes call it. Defined in osmem.c. */
#ifndef OSMEM_POLICY_H_
#define OSMEM_POLICY_H_

#include <stddef.h>

void *policy_malloc(size_t size);
void *policy_calloc(size_t count, size_t size);
void *policy_realloc(void *ptr, size_t size);
void policy_free(void *ptr);

#endif
