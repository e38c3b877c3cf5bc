/*
 * tries   to become many
 * earns   nothing
 * shows   denied call: clone
 * shows   denied call: fork
 * shows   denied call: vfork
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	for (int i = 0; i < 100; i++) {
		TRY(fork());
		TRY(syscall(SYS_fork));
		TRY(syscall(SYS_vfork));
	}
}
