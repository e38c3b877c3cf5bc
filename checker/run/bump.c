/* A library for the doctor, whose calls are known: each block lies behind the last, and none comes back. */
#include <unistd.h>

#include "osmem/osmem.h"

void *os_malloc(size_t size)
{
	return sbrk((intptr_t)size);
}

void *os_calloc(size_t count, size_t size)
{
	return sbrk((intptr_t)(count * size));
}

void *os_realloc(void *block, size_t size)
{
	(void)block;
	return sbrk((intptr_t)size);
}

void os_free(void *block)
{
	(void)block;
}
