/*
 * tries   everything that is denied, in the constructor of a good allocator
 * earns   everything
 * shows   denied call: socket
 * shows   denied call: clone
 * shows   denied call: openat
 * shows   denied call: kill
 * shows   denied call: prlimit64
 * shows   denied call: mprotect
 * shows   denied call: ptrace
 */
#include "checker/attacks/attack.h"

#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>

__attribute__((constructor)) static void before_main(void)
{
	struct rlimit unlimited = {RLIM_INFINITY, RLIM_INFINITY};

	TRY(socket(AF_INET, SOCK_STREAM, 0));
	TRY(fork());
	TRY(open("/tmp/osmem-attack-all", O_RDWR | O_CREAT, 0666));
	TRY(kill(1, SIGKILL));
	TRY(setrlimit(RLIMIT_CPU, &unlimited));
	TRY(mprotect((void *)0x400000, 4096, PROT_READ | PROT_WRITE));
	TRY(ptrace(PTRACE_ATTACH, 1, NULL, NULL));
}
