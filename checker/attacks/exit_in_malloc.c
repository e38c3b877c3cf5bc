/*
 * tries   to end well in the first call
 * earns   nothing
 */
#include "checker/attacks/attack.h"

void *os_malloc(size_t size)
{
	(void)size;
	exit(0);
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
