/*
 * tries   to change the tracer's memory
 * earns   nothing
 * shows   denied call: process_vm_writev
 * shows   denied call: process_vm_readv
 */
#include "checker/attacks/attack.h"

#include <sys/uio.h>

__attribute__((constructor)) static void before_main(void)
{
	char byte = 0;
	struct iovec here = {&byte, 1}, there = {(void *)0x400000, 1};

	for (pid_t process = getpid() - 8; process < getpid(); process++) {
		TRY(process_vm_readv(process, &here, 1, &there, 1, 0));
		TRY(process_vm_writev(process, &here, 1, &there, 1, 0));
	}
}
