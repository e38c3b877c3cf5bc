/*
 * tries   to confuse the tracer by breakpoints that are not its own
 * earns   nothing
 */
#include "checker/attacks/attack.h"

void *os_malloc(size_t size)
{
	(void)size;
	__asm__ volatile("int3");
	return NULL;
}
