/* The system calls of the library with faults, which also makes those that base/system.c would refuse. */
#include "base/system.h"

#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "plain/fault.h"

void *system_break(void)
{
	return sbrk(0);
}

void *system_grow_break(size_t bytes)
{
	void *before = sbrk((intptr_t)bytes);

	return before == (void *)-1 ? NULL : before;
}

void *system_map(size_t bytes)
{
	int flags = (FAULT(map_shared) ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS;
	void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, flags, -1, 0);

	return start == MAP_FAILED ? NULL : start;
}

bool system_unmap(void *start, size_t bytes)
{
	if (munmap(start, bytes) == 0)
		return true;
	dprintf(STDERR_FILENO, "munmap(%p) failed; the mapping stays\n", start);
	return false;
}

size_t system_page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}
