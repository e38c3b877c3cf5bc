/*
 * tries   to trip the tracer, which stops where a call returns to: there is nothing, or nothing that it may write
 * earns   nothing
 */
#include "checker/attacks/attack.h"

/* Returns to its caller's caller, so that it never comes back to where it was called from. */
__asm__(".globl os_free\n"
	".type os_free, @function\n"
	"os_free:\n"
	"	add $8, %rsp\n"
	"	ret\n");

static void call_from(unsigned long address)
{
	__asm__ volatile("lea 1f(%%rip), %%rax\n\t"
			 "push %%rax\n\t"
			 "push %[address]\n\t"
			 "jmp *%[function]\n"
			 "1:"
			 :
			 : [address] "r"(address), [function] "r"(os_free)
			 : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "memory");
}

void *os_malloc(size_t size)
{
	(void)size;
	call_from(0);
	call_from(1);
	call_from(-1UL);
	return NULL;
}
