/*
 * tries   to add calls of its own to those of a good allocator
 * earns   everything
 * shows   os_malloc was called from outside the program
 */
#include "checker/attacks/attack.h"

__attribute__((destructor)) static void after_main(void)
{
	os_free(os_malloc(0));
}
