/* The public functions of debug.h: each takes the lock and asks the file that knows. */
#include "osmem/debug.h"

#include "base/lock.h"
#include "osmem/check.h"
#include "osmem/eyes/dump.h"
#include "osmem/eyes/stats.h"

const char *os_check(void)
{
	bool locked = lock_enter();
	const char *problem = heap_check();

	lock_leave(locked);
	return problem;
}

void os_stats(struct os_stats *stats)
{
	bool locked = lock_enter();

	stats_fill(stats);
	lock_leave(locked);
}

void os_dump(int fd)
{
	bool locked = lock_enter();

	dump_heap(fd);
	lock_leave(locked);
}
