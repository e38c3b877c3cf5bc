/*
 * tries   to make a snippet's calls itself, in main's place, and leaves
 * earns   nothing
 * shows   os_malloc was called from outside the program
 */
#include "checker/attacks/fabricated.h"

int __libc_start_main(void);

int __libc_start_main(void)
{
	make_the_calls();
	_exit(0);
}
