/*
 * tries   to drown the grader in output
 * earns   nothing
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	for (;;)
		puts("os_malloc(1000) = heap+0x20");
}
