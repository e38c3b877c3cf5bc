/*
 * tries   to fill the tracer's log with what nobody understands: the tracer takes a call with a negative number
 *         for a breakpoint that it never set
 * earns   nothing
 */
#include "checker/attacks/attack.h"

void *os_malloc(size_t size)
{
	(void)size;
	for (long number = -100; number < 0; number++)
		TRY(syscall(number));
	return NULL;
}
