/*
 * tries   to stand in for functions of libc by names that are not marked as functions
 * earns   nothing
 * shows   replaces a function of libc: _exit
 * shows   replaces a function of libc: __libc_start_main
 */
#include "checker/attacks/attack.h"

__asm__(".globl _exit\n"
	".type _exit, @notype\n"
	".globl __libc_start_main\n"
	".type __libc_start_main, @object\n"
	"_exit:\n"
	"__libc_start_main:\n"
	"	xor %edi, %edi\n"
	"	mov $231, %eax\n"
	"	syscall\n");
