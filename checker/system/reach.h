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
 * From now on the process, and what it starts, reaches what lies at these paths or below, as the rules say, and nothing
 * else. A path that is not there is left out. Returns 0; 1 where the system has no Landlock, or lets nobody use it; or
 * -1 with errno.
 */
int confine_paths(const struct path_rule *rules, size_t count);

#ifdef __cplusplus
}
#endif

#endif
