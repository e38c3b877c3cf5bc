/*
 * tries   to count as a library that could not be loaded
 * earns   nothing
 * shows   printed:
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	puts("program: error while loading shared libraries: libosmem.so: cannot open shared object file");
	exit(127);
}
