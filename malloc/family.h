/* What family.c makes the rest of the malloc family of, beside malloc() and free(). */
#ifndef MALLOC_FAMILY_H_
#define MALLOC_FAMILY_H_

#include <stddef.h>

/* These libraries are built with hidden visibility; this is what they export. */
#define FAMILY_API __attribute__((visibility("default")))

/* As malloc(), aligned to a power of two that may be smaller than malloc()'s own; NULL and ENOMEM if there is none. */
void *family_aligned(size_t alignment, size_t size);

#endif
