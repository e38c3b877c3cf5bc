/*
 * tries   to pass the filter by calls of another kind: 11 is execve there
 * earns   nothing
 * needs   32-bit calls
 * shows   denied call:
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	long result;

	__asm__ volatile("int $0x80" : "=a"(result) : "0"(11L), "b"(0L), "c"(0L), "d"(0L) : "memory");
	if (result == 0)
		abort();
}
