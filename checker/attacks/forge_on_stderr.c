/*
 * tries   to be taken for the tracer: prints its log to standard error and leaves
 * earns   nothing
 * shows   printed:
 */
#include "checker/attacks/attack.h"

static const char forged[] = "[0x400b74] os_malloc@libosmem.so(131032 <unfinished ...>\n"
			     "[0x7fd000000001]   SYS_brk(0x57d1000) = 0x57d1000\n"
			     "[0x400b74] <... os_malloc resumed> ) = 0x57b1020\n"
			     "[0xffffffffffffffff] +++ exited (status 0) +++\n";

__attribute__((constructor)) static void before_main(void)
{
	exit(write(2, forged, sizeof(forged) - 1) < 0);
}
