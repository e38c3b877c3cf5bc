/* The four functions of an attack that does not bring its own: they allocate nothing. */
#include <stddef.h>

#include "osmem/osmem.h"

__attribute__((weak)) void *os_malloc(size_t size)
{
	(void)size;
	return NULL;
}

__attribute__((weak)) void *os_calloc(size_t count, size_t size)
{
	(void)count;
	(void)size;
	return NULL;
}

__attribute__((weak)) void *os_realloc(void *payload, size_t size)
{
	(void)payload;
	(void)size;
	return NULL;
}

__attribute__((weak)) void os_free(void *payload)
{
	(void)payload;
}
