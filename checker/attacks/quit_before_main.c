/*
 * tries   to end well before anything is checked, at once
 * earns   nothing
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	_exit(0);
}
