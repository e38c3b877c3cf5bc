/*
 * tries   to leave neither program nor tracer anything to go on with: nobody may read the program's code
 * earns   nothing
 */
#include "checker/attacks/attack.h"

#include <sys/auxv.h>

void *os_malloc(size_t size)
{
	(void)size;
	TRY(mprotect((void *)(getauxval(AT_ENTRY) & -4096UL), 4096, PROT_NONE));
	return NULL;
}
