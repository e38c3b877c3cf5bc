/*
 * tries   to flood the report: makes calls that do not exist, each of which is denied
 * earns   nothing
 * shows   denied call: none that exists
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	for (long number = 1000;; number++)
		TRY(syscall(number));
}
