/*
 * tries   to allocate unseen: the tracer stops where the loader asks for the function, not in the function
 * refused chooses a function while it is loaded (an ifunc)
 */
#include "checker/attacks/attack.h"

typedef void *allocate(size_t size);

static void *allocate_unseen(size_t size)
{
	return sbrk((intptr_t)size);
}

static allocate *find_malloc(void)
{
	return allocate_unseen;
}

void *os_malloc(size_t size) __attribute__((ifunc("find_malloc")));
