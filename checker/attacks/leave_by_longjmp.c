/*
 * tries   to hide calls in one that never returns: jumps out of the first one, and makes more
 * earns   nothing
 */
#include "checker/attacks/attack.h"

#include <setjmp.h>

static jmp_buf before;
static int calls;

void *os_malloc(size_t size)
{
	if (calls++ == 0) {
		if (!setjmp(before))
			os_malloc(size);
		return NULL;
	}
	if (calls < 100)
		longjmp(before, 1);
	return NULL;
}
