/*
 * tries   to keep the tracer busy: makes the loader's list, which the tracer reads, a ring
 * earns   nothing
 */
#include "checker/attacks/attack.h"

#include <link.h>

void *os_malloc(size_t size)
{
	struct link_map *last = _r_debug.r_map;

	(void)size;
	while (last->l_next)
		last = last->l_next;
	last->l_next = _r_debug.r_map;
	/* The tracer stops here. */
	((void (*)(void))_r_debug.r_brk)();
	return NULL;
}
