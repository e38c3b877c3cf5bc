#define _GNU_SOURCE
#include "checker/system/reach.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * What the first version of Landlock knows is all there is to deny: what a jail's filter of system calls lets through
 * does nothing to files beyond it.
 */
#define EVERY_ACCESS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define ON_A_FILE (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)

static int allow(int ruleset, const struct path_rule *rule)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = rule->access,
		.parent_fd = open(rule->path, O_PATH | O_CLOEXEC),
	};
	struct stat status;

	if (beneath.parent_fd < 0)
		return errno == ENOENT ? 0 : -1;
	if (fstat(beneath.parent_fd, &status) < 0)
		return -1;
	if (!S_ISDIR(status.st_mode))
		beneath.allowed_access &= ON_A_FILE;
	return (int)syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

int confine_paths(const struct path_rule *rules, size_t count)
{
	struct landlock_ruleset_attr all = {.handled_access_fs = EVERY_ACCESS};
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all.handled_access_fs), 0);
	int result = 0;

	/* Not built in, not switched on, or denied by a container that does not know it. */
	if (ruleset < 0)
		return errno == ENOSYS || errno == EOPNOTSUPP || errno == EPERM ? 1 : -1;
	for (size_t i = 0; i < count && !result; i++)
		result = allow(ruleset, &rules[i]);
	if (!result)
		result = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	/* An exec closes `ruleset`, and what it was made of. */
	return result ? result : (int)syscall(SYS_landlock_restrict_self, ruleset, 0);
}
