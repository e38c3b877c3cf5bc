/*
 * Which files a program in the jail may open: by Landlock, which needs no privileges. Where the kernel has
 * none of it (ENOSYS, EOPNOTSUPP), only what the user may not read, and all writing, stays closed.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "checker/run/jail/jail.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* What the first version of Landlock knows is all there is to deny: other system calls on files are not
 * allowed. */
#define EVERY_ACCESS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

static int allow(int rules, const char *path)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE,
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
	};

	if (beneath.parent_fd < 0)
		return errno == ENOENT ? 0 : -1;
	return (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

int confine_paths(const char *box)
{
	static const char *const system_libraries[] = {
		"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/etc/ld.so.preload",
	};
	struct landlock_ruleset_attr all = {.handled_access_fs = EVERY_ACCESS};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all.handled_access_fs), 0);
	int result;

	/* Not built in, not switched on, or denied by a container that does not know it. */
	if (rules < 0)
		return errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM ? 1 : -1;
	result = allow(rules, box);
	for (size_t i = 0; i < LENGTH(system_libraries) && !result; i++)
		result = allow(rules, system_libraries[i]);
	if (!result)
		result = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	/* The exec closes `rules`, and the folders that it was made of. */
	return result ? result : (int)syscall(SYS_landlock_restrict_self, rules, 0);
}
