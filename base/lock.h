/* One lock for the whole allocator, which a program with one thread does not pay for. */
#ifndef BASE_LOCK_H_
#define BASE_LOCK_H_

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/single_threaded.h>

extern pthread_mutex_t allocator_lock;

/* The thread that holds it across a fork(), in which other handlers of that may call us; 0: none. */
extern _Atomic uintptr_t allocator_forking;

/* Returns whether it had to lock, for lock_leave(): threads may end, but not begin, in between. */
static inline bool lock_enter(void)
{
	if (__libc_single_threaded)
		return false;
	if (atomic_load_explicit(&allocator_forking, memory_order_relaxed) == (uintptr_t)pthread_self())
		return false;
	pthread_mutex_lock(&allocator_lock);
	return true;
}

static inline void lock_leave(bool locked)
{
	if (locked)
		pthread_mutex_unlock(&allocator_lock);
}

#endif
