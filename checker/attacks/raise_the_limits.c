/*
 * tries   to be given more time and memory
 * earns   nothing
 * shows   denied call: prlimit64
 * shows   denied call: prctl
 */
#include "checker/attacks/attack.h"

#include <sys/prctl.h>
#include <sys/resource.h>

__attribute__((constructor)) static void before_main(void)
{
	struct rlimit unlimited = {RLIM_INFINITY, RLIM_INFINITY};

	TRY(setrlimit(RLIMIT_CPU, &unlimited));
	TRY(setrlimit(RLIMIT_AS, &unlimited));
	TRY(prctl(PR_SET_PDEATHSIG, 0));
}
