/*
 * tries   to leave the tracer nothing to read: unmaps the stack inside a call
 * earns   nothing
 */
#include "checker/attacks/attack.h"

void *os_malloc(size_t size)
{
	(void)size;
	for (unsigned long at = 0x7fff80000000; at > 0x7ff000000000; at -= 1UL << 30) {
		long call = SYS_munmap;

		__asm__ volatile("syscall" : "+a"(call) : "D"(at), "S"(1UL << 30) : "rcx", "r11", "memory");
	}
	return NULL;
}
