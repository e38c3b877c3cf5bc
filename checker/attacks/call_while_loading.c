/*
 * tries   to run before the tracer has set its breakpoints: a function of its own that is chosen while it is loaded
 * refused cannot be traced: while it is loaded, more of it changes than its data
 */
#include "checker/attacks/attack.h"

typedef int count(void);

static int one(void)
{
	return 1;
}

/* With every change of the library's memory the loader's tables are within reach. */
static count *choose(void)
{
	return one;
}

static int chosen(void) __attribute__((ifunc("choose")));

void os_free(void *payload)
{
	if (payload && chosen() != 1)
		abort();
}
