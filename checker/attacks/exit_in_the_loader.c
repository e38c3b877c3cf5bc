/*
 * tries   to count as a library that could not be loaded: ends while the loader asks where its function is
 * refused chooses a function while it is loaded (an ifunc)
 */
#include "checker/attacks/attack.h"

typedef void *allocate(size_t size);

/* Nothing of another library can be called yet. */
static allocate *find_malloc(void)
{
	__asm__ volatile("syscall" : : "a"(SYS_exit_group), "D"(0) : "rcx", "r11", "memory");
	return NULL;
}

void *os_malloc(size_t size) __attribute__((ifunc("find_malloc")));
