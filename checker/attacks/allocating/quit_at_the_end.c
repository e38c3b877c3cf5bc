/*
 * tries   to leave a good allocator's program by the back door
 * earns   everything
 */
#include "checker/attacks/attack.h"

__attribute__((destructor)) static void after_main(void)
{
	_exit(0);
}
