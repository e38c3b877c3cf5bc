/*
 * tries   to leave something behind that runs on
 * earns   nothing
 * shows   denied call: clone
 * shows   denied call: setsid
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	pid_t child = fork();

	TRY(setsid());
	TRY(setpgid(0, 0));
	while (child == 0)
		pause();
}
