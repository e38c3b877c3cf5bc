/*
 * tries   not to be ended
 * earns   nothing
 * shows   denied call: rt_sigprocmask
 * shows   denied call: rt_sigaction
 */
#include "checker/attacks/attack.h"

#include <signal.h>

__attribute__((constructor)) static void before_main(void)
{
	sigset_t all;

	sigfillset(&all);
	TRY(sigprocmask(SIG_BLOCK, &all, NULL));
	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_IGN);
	for (;;)
		;
}
