/*
 * tries   to flood the report: makes calls that are allowed inside one of the four, until it is ended
 * earns   nothing
 */
#include "checker/attacks/attack.h"

void *os_malloc(size_t size)
{
	for (;;)
		size = (size_t)syscall(SYS_getpid);
	return (void *)size;
}
