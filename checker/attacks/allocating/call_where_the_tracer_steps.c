/*
 * tries   to make calls unseen: the tracer steps over its breakpoints without a look, and takes this for the loader's
 * earns   nothing
 * says    The system call getpid was kept from the tracer
 */
#include "checker/attacks/attack.h"

#include <link.h>

long make_unseen_call(long number);

__asm__(".type make_unseen_call, @function\n"
	"make_unseen_call:\n"
	"	mov %rdi, %rax\n"
	"where_the_tracer_steps:\n"
	"	syscall\n"
	"	ret\n");

extern const char where_the_tracer_steps[] __attribute__((visibility("hidden")));

/* The tracer reads the place at which it is told of new libraries when the program starts, after this. */
__attribute__((constructor)) static void before_main(void)
{
	_r_debug.r_brk = (ElfW(Addr))where_the_tracer_steps;
}

__attribute__((destructor)) static void after_main(void)
{
	make_unseen_call(SYS_getpid);
}
