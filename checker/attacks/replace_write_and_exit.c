/*
 * tries   to silence the program's checks and turn its exit status
 * earns   nothing
 * shows   replaces a function of libc: _exit
 * shows   replaces a function of libc: write
 */
#include "checker/attacks/attack.h"

ssize_t write(int descriptor, const void *text, size_t length)
{
	(void)descriptor;
	(void)text;
	return (ssize_t)length;
}

void _exit(int status)
{
	(void)status;
	for (;;)
		syscall(SYS_exit_group, 0);
}

void exit(int status)
{
	_exit(status);
}
