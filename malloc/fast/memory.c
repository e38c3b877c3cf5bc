/* mmap, munmap and madvise. */
#define _GNU_SOURCE /* MADV_DONTNEED */
#include "malloc/fast/memory.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "base/align.h"

static char *map(size_t bytes)
{
	char *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return start == MAP_FAILED ? NULL : start;
}

/* Maps more than that and cuts off what is too much at both ends. */
static void *map_and_trim(size_t bytes, size_t alignment)
{
	char *start = map(bytes + alignment), *aligned;

	if (!start)
		return NULL;
	aligned = (char *)align_up((uintptr_t)start, alignment);
	if (aligned > start)
		munmap(start, (size_t)(aligned - start));
	munmap(aligned + bytes, alignment - (size_t)(aligned - start));
	return aligned;
}

/* One mapping comes to lie right below the one before, so the first try is often aligned, and merges with it. */
void *memory_map(size_t bytes, size_t alignment)
{
	int saved_errno = errno;
	char *start = map(bytes);

	if ((uintptr_t)start % alignment) {
		munmap(start, bytes);
		start = map_and_trim(bytes, alignment);
	}
	errno = saved_errno;
	return start;
}

/* Locked pages cannot go; they are cleared, since what was given back is taken to be zero. */
void memory_purge(void *start, size_t bytes)
{
	int saved_errno = errno;

	if (madvise(start, bytes, MADV_DONTNEED))
		memset(start, 0, bytes);
	errno = saved_errno;
}
