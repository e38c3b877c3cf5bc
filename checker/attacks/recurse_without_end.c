/*
 * tries   to use up the stack, with no call that the tracer sees
 * earns   nothing
 */
#include "checker/attacks/attack.h"

static size_t recurse(volatile char *outer)
{
	static size_t (*volatile again)(volatile char *) = recurse;
	volatile char inner[4096];

	inner[0] = *outer;
	return again(inner) + (size_t)inner[0];
}

void *os_malloc(size_t size)
{
	volatile char start = (char)size;

	return (void *)recurse(&start);
}
