/* A library that asks for a name which nobody has, and which is longer than what is read of other names. */
#include "osmem/osmem.h"

#define TEN_TIMES(text) text##text##text##text##text##text##text##text##text##text

void TEN_TIMES(nobody_has_this_)(void);

void *os_malloc(size_t size)
{
	(void)size;
	TEN_TIMES(nobody_has_this_)();
	return NULL;
}
