/* Which files a process may reach, for any jail: by Landlock, which needs no privileges. */
#ifndef CHECKER_RUN_JAIL_JAIL_PATHS_H_
#define CHECKER_RUN_JAIL_JAIL_PATHS_H_

#include <linux/landlock.h>
#include <stddef.h>

struct path_rule {
	const char *path;
	unsigned long long access; /* LANDLOCK_ACCESS_FS_*; of a file, what there is to do with one counts */
};

/*
 * From now on the process, and what it starts, reaches what lies at these paths or below, as the rules say, and nothing
 * else. A path that is not there is left out. Returns 0; 1 where the system has no Landlock, or lets nobody use it; or
 * -1 with errno.
 */
int confine_paths(const struct path_rule *rules, size_t count);

#endif
