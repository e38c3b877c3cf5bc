/* The pool's state, and who is in it. The lock is base's, which goes through fork(). */
#include <errno.h>

#include "base/lock.h"
#include "pool/pool.h"

struct pool the_pool;
const struct pool_watcher *pool_watcher;
size_t pool_origin_bytes;

void pool_enter(const struct pool_call *call)
{
	bool locked = lock_enter();

	the_pool.locked = locked;
	the_pool.call = call;
	the_pool.error = errno;
	the_pool.failed = false;
}

/* Whatever the call met inside, errno is as it was, unless the call itself failed. */
void *pool_leave(void *result)
{
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
