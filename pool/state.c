/* The pool's state, and who is in it. The lock is the one that osmem uses, and goes through fork() as it does
 * there. */
#include <errno.h>

#include "osmem/lock.h"
#include "pool/pool.h"

struct pool the_pool;

void pool_enter(const char *call, const void *ptr)
{
	bool locked = lock_enter();

	the_pool.locked = locked;
	the_pool.call = call;
	the_pool.ptr = ptr;
	the_pool.error = errno;
}

/* Whatever the call met inside, errno is as it was, unless the call itself failed. */
void pool_leave(void)
{
	errno = the_pool.error;
	lock_leave(the_pool.locked);
}

/* A child has no thread but the one that forked: nothing to lock. */
__attribute__((constructor)) static void watch_forks(void)
{
	pthread_atfork(NULL, NULL, pool_forget_thread);
}
