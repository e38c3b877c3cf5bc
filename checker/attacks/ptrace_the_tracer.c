/*
 * tries   to trace the tracer
 * earns   nothing
 * shows   denied call: ptrace
 */
#include "checker/attacks/attack.h"

#include <sys/ptrace.h>

__attribute__((constructor)) static void before_main(void)
{
	for (pid_t process = getpid() - 8; process < getpid(); process++)
		TRY(ptrace(PTRACE_ATTACH, process, NULL, NULL));
}
