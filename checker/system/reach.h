/* Which files a process may reach: by Landlock, which needs no privileges. */
#ifndef CHECKER_SYSTEM_REACH_H_
#define CHECKER_SYSTEM_REACH_H_

#include <linux/landlock.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct path_rule {
	const char *path;
	unsigned long long access; /* LANDLOCK_ACCESS_FS_*; of a file, what there is to do with one counts */
};

/*
 * A wall around what lies at these paths or below. A path that is not there is left out. Returns a descriptor that an
 * exec closes; or -1 with errno, EOPNOTSUPP where the system has no Landlock, or lets nobody use it.
 */
int build_wall(const struct path_rule *rules, size_t count);

/*
 * From now on the process, and what it starts, reaches what is behind the wall, as its rules say, and nothing else.
 * Returns 0, or -1 with errno.
 */
int stay_behind(int wall);

/* Both at once. Returns 0; 1 where there is no Landlock; or -1 with errno. */
int confine_paths(const struct path_rule *rules, size_t count);

#ifdef __cplusplus
}
#endif

#endif
