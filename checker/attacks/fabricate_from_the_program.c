/*
 * tries   to make a snippet's calls itself, with a return address in the program, that of a ret that comes back
 * earns   nothing
 * shows   os_malloc was called from where the program
 */
#include "checker/attacks/fabricated.h"

#include <sys/auxv.h>

static void *call_from(const char *ret, size_t size)
{
	void *result;

	__asm__ volatile("lea 1f(%%rip), %%rax\n\t"
			 "push %%rax\n\t"
			 "push %[ret]\n\t"
			 "jmp *%[function]\n"
			 "1:"
			 : "=a"(result), "+D"(size)
			 : [ret] "r"(ret), [function] "r"(os_malloc)
			 : "rcx", "rdx", "rsi", "r8", "r9", "r10", "r11", "memory");
	return result;
}

int __libc_start_main(void);

int __libc_start_main(void)
{
	const char *ret = (const char *)getauxval(AT_ENTRY);

	while ((unsigned char)*ret != 0xc3)
		ret++;
	call_from(ret, 1008);
	call_from(ret, 16);
	call_from(ret, 4000);
	call_from(ret, 100000);
	_exit(0);
}
