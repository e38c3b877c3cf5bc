/*
 * tries   to make a snippet's calls itself, before main, and leaves
 * earns   nothing
 * shows   brk was called before the program's first call
 */
#include "checker/attacks/fabricated.h"

__attribute__((constructor)) static void before_main(void)
{
	make_the_calls();
	_exit(0);
}
