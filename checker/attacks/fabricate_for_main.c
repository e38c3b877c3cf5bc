/*
 * tries   to make a snippet's calls itself, in main's place, and leaves
 * earns   nothing
 * shows   os_malloc was called from outside the program
 * shows   os_free was called from outside the program
 */
#include "checker/attacks/attack.h"

/* The calls of malloc/preallocate. */
static char *heap;

void *os_malloc(size_t size)
{
	if (!heap)
		heap = sbrk(131072);
	else if (size == 10 && sbrk(48) == (void *)-1)
		return NULL;
	return size == 10 ? heap + 131072 + 32 : heap + (size == 71008 ? 60064 : 32);
}

int __libc_start_main(void);

int __libc_start_main(void)
{
	char *all = os_malloc(131032);
	char *behind = os_malloc(10);

	os_free(all);
	all = os_malloc(60000);
	char *rest = os_malloc(71008);

	os_free(behind);
	os_free(rest);
	os_free(all);
	_exit(0);
}
