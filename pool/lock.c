/* The pool's state, and the lock that whoever touches it holds; across fork(), too. */
#include <errno.h>

#include "pool/pool.h"

struct pool the_pool = {.lock = PTHREAD_MUTEX_INITIALIZER};

void pool_enter(const char *call)
{
	pthread_mutex_lock(&the_pool.lock);
	the_pool.call = call;
	the_pool.error = errno;
}

/* Whatever the call met inside, errno is as it was, unless the call itself failed. */
void pool_leave(void)
{
	errno = the_pool.error;
	pthread_mutex_unlock(&the_pool.lock);
}

static void before_fork(void)
{
	pool_enter("fork");
}

static void after_fork_in_child(void)
{
	pool_forget_thread();
	pool_leave();
}

__attribute__((constructor)) static void watch_forks(void)
{
	pthread_atfork(before_fork, pool_leave, after_fork_in_child);
}
