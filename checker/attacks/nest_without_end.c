/*
 * tries   to call its own function again and again, so that the tracer gives up
 * earns   nothing
 * shows   os_ calls nest without end
 */
#include "checker/attacks/attack.h"

void *os_malloc(size_t size)
{
	void *(*volatile again)(size_t) = os_malloc;
	void *volatile inner = again(size + 1);

	return inner;
}

void *os_calloc(size_t count, size_t size)
{
	return os_malloc(count * size);
}

void *os_realloc(void *payload, size_t size)
{
	(void)payload;
	return os_malloc(size);
}
