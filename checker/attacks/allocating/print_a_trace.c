/*
 * tries   to add to a good trace by printing
 * earns   everything
 * shows   printed:
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	puts("[0x400b74] os_malloc@libosmem.so(131032) = 0x57b1020");
}
