/*
 * tries   to overwrite the program's code, so that it leaves at once
 * earns   nothing
 * shows   denied call: mprotect
 */
#include "checker/attacks/attack.h"

#include <sys/auxv.h>

static const unsigned char leave[] = {0x31, 0xff, 0xb8, 0x3c, 0x00, 0x00, 0x00, 0x0f, 0x05};

__attribute__((constructor)) static void before_main(void)
{
	unsigned long entry = getauxval(AT_ENTRY);

	if (!mprotect((void *)(entry & -4096UL), 8192, PROT_READ | PROT_WRITE | PROT_EXEC))
		memcpy((void *)entry, leave, sizeof(leave));
}
