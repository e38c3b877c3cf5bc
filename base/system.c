/* The only file that asks the kernel for memory. sbrk and mmap fail with (void *)-1. */
#include "base/system.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/line.h"

void (*system_watcher)(const struct system_call *made);

static void tell_watcher(enum system_name name, void *start, size_t bytes, bool failed)
{
	if (system_watcher)
		system_watcher(&(struct system_call){name, start, bytes, failed ? errno : 0});
}

void *system_break(void)
{
	return sbrk(0);
}

void *system_grow_break(size_t bytes)
{
	void *before;

	if (bytes > PTRDIFF_MAX)
		return NULL;
	before = sbrk((intptr_t)bytes);
	tell_watcher(SYSTEM_BRK, before == (void *)-1 ? system_break() : before, bytes, before == (void *)-1);
	return before == (void *)-1 ? NULL : before;
}

void *system_map(size_t bytes)
{
	void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	tell_watcher(SYSTEM_MMAP, start, bytes, start == MAP_FAILED);
	return start == MAP_FAILED ? NULL : start;
}

bool system_unmap(void *start, size_t bytes)
{
	bool failed = munmap(start, bytes) != 0;

	tell_watcher(SYSTEM_MUNMAP, start, bytes, failed);
	if (!failed)
		return true;
	line_say("munmap(@) failed; the mapping stays", start);
	return false;
}

size_t system_page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}
