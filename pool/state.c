/* The pool's state, and who is in it. The lock is the one that osmem uses, and goes through fork() as it does there. */
#include <errno.h>

#include "base/lock.h"
#include "pool/eyes.h"

struct pool the_pool;

void pool_enter(const struct pool_call *call)
{
	bool locked = lock_enter();

	the_pool.locked = locked;
	the_pool.call = call;
	the_pool.error = errno;
	the_pool.failed = false;
	if (pool_is_watched())
		pool_watch_begin();
}

/* Whatever the call met inside, errno is as it was, unless the call itself failed. */
void *pool_leave(void *result)
{
	if (pool_is_watched())
		pool_watch_end(result);
	errno = the_pool.error;
	lock_leave(the_pool.locked);
	return result;
}

void *pool_fail(int error)
{
	the_pool.error = error;
	the_pool.failed = true;
	return NULL;
}

static void in_child(void)
{
	static const struct pool_call call = {.name = "fork"};

	the_pool.call = &call;
	pool_forget_thread();
}

/* A child has no thread but the one that forked: nothing to lock. */
__attribute__((constructor)) static void watch_forks(void)
{
	pthread_atfork(NULL, NULL, in_child);
}
