/*
 * tries   to use up all time
 * earns   nothing
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	for (;;)
		;
}
