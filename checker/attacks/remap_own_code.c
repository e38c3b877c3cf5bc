/*
 * tries   to write code and run it, and to lose the tracer's breakpoints
 * earns   nothing
 * shows   denied call: mprotect
 * shows   denied call: madvise
 * shows   denied call: mmap
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	void *page = (void *)((unsigned long)os_malloc & -4096UL);

	TRY(mprotect(page, 4096, PROT_READ | PROT_WRITE | PROT_EXEC));
	TRY(madvise(page, 4096, MADV_DONTNEED));
	if (mmap(NULL, 4096, PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
		errno = 0;
}
