/*
 * tries   to learn which files there are, and how large
 * earns   nothing
 * shows   denied call: newfstatat
 */
#include "checker/attacks/attack.h"

#include <sys/stat.h>

__attribute__((constructor)) static void before_main(void)
{
	struct stat status;
	char target[64];

	if (syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &status, 0) == 0)
		abort();
	if (syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &status, AT_EMPTY_PATH) == 0)
		abort();
	if (access("/etc/passwd", F_OK) == 0 || readlink("/proc/self/exe", target, sizeof(target)) > 0)
		abort();
}
