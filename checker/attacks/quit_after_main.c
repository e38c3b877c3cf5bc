/*
 * tries   to turn a bad exit status into a good one
 * earns   nothing
 */
#include "checker/attacks/attack.h"

__attribute__((destructor)) static void after_main(void)
{
	_exit(0);
}
