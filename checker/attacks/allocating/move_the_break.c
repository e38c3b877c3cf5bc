/*
 * tries   to move the break where no call of the four asked for it
 * earns   everything
 * shows   brk was called outside the four functions
 */
#include "checker/attacks/attack.h"

__attribute__((destructor)) static void after_main(void)
{
	if (sbrk(4096) == (void *)-1)
		abort();
}
