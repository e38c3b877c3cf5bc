/*
 * tries   to write the program's code through /proc/self/mem
 * earns   nothing
 * shows   denied call: openat
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	int memory = open("/proc/self/mem", O_RDWR);

	TRY(pwrite(memory, "\xc3", 1, 0x400b60));
}
