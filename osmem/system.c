/* The only file that asks the kernel for memory. sbrk and mmap fail with (void *)-1. */
#include "osmem/system.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

void *system_grow_break(size_t bytes)
{
	void *before = sbrk((intptr_t)bytes);

	return before == (void *)-1 ? NULL : before;
}

void *system_map(size_t bytes)
{
	void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return start == MAP_FAILED ? NULL : start;
}

void system_unmap(void *start, size_t bytes)
{
	if (munmap(start, bytes))
		perror("osmem: munmap");
}
