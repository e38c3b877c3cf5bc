/*
 * tries   to take two seconds of the grader's time for each call, and none of the processor's
 * earns   nothing
 * shows   denied call: futex
 */
#include "checker/attacks/attack.h"

#include <linux/futex.h>
#include <time.h>

void *os_malloc(size_t size)
{
	const struct timespec two_seconds = {2, 0};
	unsigned word = 0;

	(void)size;
	TRY(syscall(SYS_futex, &word, FUTEX_WAIT, 0, &two_seconds));
	return NULL;
}
