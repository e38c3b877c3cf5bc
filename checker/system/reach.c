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

static int allow(int wall, const struct path_rule *rule)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = rule->access,
		.parent_fd = open(rule->path, O_PATH | O_CLOEXEC),
	};
	struct stat status;
	int result;

	if (beneath.parent_fd < 0)
		return errno == ENOENT ? 0 : -1;
	result = fstat(beneath.parent_fd, &status);
	if (!result && !S_ISDIR(status.st_mode))
		beneath.allowed_access &= ON_A_FILE;
	if (!result)
		result = (int)syscall(SYS_landlock_add_rule, wall, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
	return result;
}

int build_wall(const struct path_rule *rules, size_t count)
{
	struct landlock_ruleset_attr all = {.handled_access_fs = EVERY_ACCESS};
	int wall = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all.handled_access_fs), 0);
	int result = 0, error;

	/* Not built in, or denied by a container that does not know it; not switched on is EOPNOTSUPP already. */
	if (wall < 0 && (errno == ENOSYS || errno == EPERM))
		errno = EOPNOTSUPP;
	for (size_t i = 0; wall >= 0 && i < count && !result; i++)
		result = allow(wall, &rules[i]);
	if (!result)
		return wall;
	error = errno;
	close(wall);
	errno = error;
	return -1;
}

int stay_behind(int wall)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	return (int)syscall(SYS_landlock_restrict_self, wall, 0);
}

int confine_paths(const struct path_rule *rules, size_t count)
{
	int wall = build_wall(rules, count);

	if (wall < 0)
		return errno == EOPNOTSUPP ? 1 : -1;
	return stay_behind(wall);
}
