/*
 * tries   to outlast the grader without using time
 * earns   nothing
 * shows   denied call: clock_nanosleep
 * shows   denied call: futex
 * shows   denied call: pause
 */
#include "checker/attacks/attack.h"

#include <linux/futex.h>

__attribute__((constructor)) static void before_main(void)
{
	unsigned word = 0;

	sleep(1000000);
	TRY(pause());
	TRY(syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL));
}
