/*
 * tries   to make a log that takes long to read: maps and unmaps as fast as it can
 * earns   nothing
 */
#include "checker/attacks/attack.h"

void *os_malloc(size_t size)
{
	(void)size;
	for (;;) {
		void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (page == MAP_FAILED || munmap(page, 4096) < 0)
			abort();
	}
}
