/* The malloc family beyond its four, by glibc's manual and POSIX. C++'s new and delete call malloc() and free(). */
#include "malloc/family.h"

#include <errno.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/align.h"

static bool is_power_of_two(size_t number)
{
	return number && !(number & (number - 1));
}

FAMILY_API void *reallocarray(void *ptr, size_t count, size_t size)
{
	size_t bytes;

	if (!__builtin_mul_overflow(count, size, &bytes))
		return realloc(ptr, bytes);
	errno = ENOMEM;
	return NULL;
}

/* Tells by its result alone: errno stays. */
FAMILY_API int posix_memalign(void **result, size_t alignment, size_t size)
{
	int saved_errno = errno;
	void *ptr;

	if (!is_power_of_two(alignment) || alignment < sizeof(void *))
		return EINVAL;
	ptr = family_aligned(alignment, size);
	errno = saved_errno;
	if (!ptr)
		return ENOMEM;
	*result = ptr;
	return 0;
}

FAMILY_API void *aligned_alloc(size_t alignment, size_t size)
{
	if (is_power_of_two(alignment))
		return family_aligned(alignment, size);
	errno = EINVAL;
	return NULL;
}

/* Older than the others, it takes any alignment for the next power of two. */
FAMILY_API void *memalign(size_t alignment, size_t size)
{
	size_t power = 1;

	while (power < alignment && power <= SIZE_MAX / 2)
		power *= 2;
	return aligned_alloc(power >= alignment ? power : 0, size);
}

FAMILY_API void *valloc(size_t size)
{
	return family_aligned((size_t)sysconf(_SC_PAGESIZE), size);
}

FAMILY_API void *pvalloc(size_t size)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	if (size <= PTRDIFF_MAX)
		return family_aligned(page, align_up(size, page));
	errno = ENOMEM;
	return NULL;
}
