/*
 * tries   to make calls unseen: the tracer stops at a second os_free(), and steps over its first instruction
 * earns   nothing
 * says    The system call mmap was kept from the tracer
 */
#include "checker/attacks/attack.h"

/* Of this file alone, so that the library has two functions of the name. */
__asm__(".type os_free, @function\n"
	"os_free:\n"
	"	syscall\n"
	"	ret\n"
	".size os_free, . - os_free\n");

__attribute__((destructor)) static void after_main(void)
{
	long result;

	__asm__ volatile("mov $-1, %%r8\n\tmov $34, %%r10\n\txor %%r9, %%r9\n\tcall os_free"
			 : "=a"(result)
			 : "0"((long)SYS_mmap), "D"(0L), "S"(4096L), "d"(3L)
			 : "r8", "r9", "r10", "rcx", "r11", "memory");
}
