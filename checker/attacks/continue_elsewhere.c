/*
 * tries   to have the kernel continue it elsewhere, behind the tracer's back: a sequence that is restarted (rseq)
 * earns   nothing
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	static _Alignas(32) char area[32];

	if (syscall(SYS_rseq, area, sizeof(area), 0, 0x53053053) == 0)
		abort();
}
