/* The lock itself, and fork(): a child has only the thread that forked, so that one holds the lock across it. */
#include "base/lock.h"

pthread_mutex_t allocator_lock = PTHREAD_MUTEX_INITIALIZER;
_Atomic uintptr_t allocator_forking;

static void before_fork(void)
{
	pthread_mutex_lock(&allocator_lock);
	allocator_forking = (uintptr_t)pthread_self();
}

static void after_fork(void)
{
	allocator_forking = 0;
	pthread_mutex_unlock(&allocator_lock);
}

/* Before main, since it may allocate: inside a call of ours that would be a system call of somebody else's. */
__attribute__((constructor)) static void watch_forks(void)
{
	pthread_atfork(before_fork, after_fork, after_fork);
}
