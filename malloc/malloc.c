/* libosmem-malloc.so: the names of malloc's family for the fast malloc. */
#include <malloc.h>
#include <stdlib.h>

#include "malloc/family.h"
#include "malloc/fast/fast.h"

/* What is called there becomes part of it. */
#define FLATTEN __attribute__((flatten))

FAMILY_API FLATTEN void *malloc(size_t size)
{
	return fast_malloc(size);
}

FAMILY_API void *calloc(size_t count, size_t size)
{
	return fast_calloc(count, size);
}

FAMILY_API void *realloc(void *ptr, size_t size)
{
	return fast_realloc(ptr, size);
}

FAMILY_API FLATTEN void free(void *ptr)
{
	fast_free(ptr);
}

FAMILY_API size_t malloc_usable_size(void *ptr)
{
	return fast_usable_size(ptr);
}

void *family_aligned(size_t alignment, size_t size)
{
	return fast_memalign(alignment, size);
}
