/*
 * tries   to end the tracer, its group and everybody
 * earns   nothing
 * shows   denied call: kill
 * shows   denied call: getppid
 */
#include "checker/attacks/attack.h"

#include <signal.h>

__attribute__((constructor)) static void before_main(void)
{
	TRY(kill(getppid(), SIGKILL));
	TRY(kill(0, SIGKILL));
	TRY(kill(-1, SIGKILL));
}
