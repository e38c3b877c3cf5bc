/*
 * tries   to run commands
 * earns   nothing
 * shows   denied call: execve
 * shows   denied call: execveat
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	char *command[] = {"sh", "-c", "touch /tmp/osmem-attack-shell", NULL};

	TRY(system(command[2]));
	TRY(execve("/bin/sh", command, NULL));
	TRY(syscall(SYS_execveat, 1000, "/bin/sh", command, NULL, AT_EMPTY_PATH));
}
