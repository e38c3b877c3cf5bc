/* Merging and giving back in bounded steps: by a call, or by a thread that takes one from time to time. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <time.h>

#include "base/lock.h"
#include "pool/pool.h"

enum thread_state { STOPPED, RUNNING, STOPPING };

static struct {
	enum thread_state state;
	pthread_t id;
	pthread_cond_t wake;
	bool idle; /* waits for something to become free */
	size_t max_blocks;
	unsigned pause_ms;
} thread = {.wake = PTHREAD_COND_INITIALIZER};

static struct place start_of(struct region *region)
{
	return (struct place){region, region ? pool_checked(region_first_block(region)) : NULL};
}

/* One block: merged with the next one, or, at its region's end, given back; or passed by. */
static void visit(struct place here)
{
	struct Block *next = pool_checked(here.block->next);

	if (here.block->free && next && next->free) {
		pool_join_next(here);
		return;
	}
	the_pool.cursor = next ? (struct place){here.region, next} : start_of(here.region->next);
	if (here.block->free && !next)
		pool_give_back(here, 1);
}

/* Whether there is more to do: the round is not at its end, or something became free since it began. */
static bool step(size_t max_blocks)
{
	static size_t seen;

	if (!the_pool.cursor.block) {
		the_pool.cursor = start_of(the_pool.first);
		seen = the_pool.freed;
	}
	for (; the_pool.cursor.block && max_blocks > 0; max_blocks--)
		visit(the_pool.cursor);
	return the_pool.cursor.block || seen != the_pool.freed;
}

bool custom_defragment(size_t max_blocks)
{
	bool more;

	pool_enter(&(struct pool_call){.name = "custom_defragment"});
	more = step(max_blocks);
	pool_leave(NULL);
	return more;
}

static void pause_until_next_step(void)
{
	struct timespec deadline;
	long nanoseconds;

	clock_gettime(CLOCK_MONOTONIC, &deadline);
	nanoseconds = deadline.tv_nsec + thread.pause_ms % 1000 * 1000000L;
	deadline.tv_sec += thread.pause_ms / 1000 + nanoseconds / 1000000000;
	deadline.tv_nsec = nanoseconds % 1000000000;
	while (thread.state == RUNNING &&
	       pthread_cond_clockwait(&thread.wake, &allocator_lock, CLOCK_MONOTONIC, &deadline) != ETIMEDOUT)
		;
}

static void wait_for_work(void)
{
	thread.idle = true;
	while (thread.idle && thread.state == RUNNING)
		pthread_cond_wait(&thread.wake, &allocator_lock);
	thread.idle = false;
}

static void *run(void *unused)
{
	static const struct pool_call call = {.name = "custom_defragment_start"};

	pool_enter(&call);
	while (thread.state == RUNNING) {
		if (step(thread.max_blocks))
			pause_until_next_step();
		else
			wait_for_work();
		the_pool.call = &call;
	}
	pool_leave(NULL);
	return unused;
}

void pool_wake_thread(void)
{
	if (!thread.idle)
		return;
	thread.idle = false;
	pthread_cond_signal(&thread.wake);
}

static int start(size_t max_blocks, unsigned pause_ms)
{
	int error;

	if (max_blocks == 0)
		return EINVAL;
	if (thread.state != STOPPED)
		return EBUSY;
	thread.state = RUNNING;
	thread.max_blocks = max_blocks;
	thread.pause_ms = pause_ms;
	error = pthread_create(&thread.id, NULL, run, NULL);
	if (error)
		thread.state = STOPPED;
	the_pool.deferred = !error;
	return error;
}

/* Not by pool_enter(), which does not lock in a program with one thread: here it gets its second. */
bool custom_defragment_start(size_t max_blocks, unsigned pause_ms)
{
	int error;

	pthread_mutex_lock(&allocator_lock);
	error = start(max_blocks, pause_ms);
	pthread_mutex_unlock(&allocator_lock);
	if (error)
		errno = error;
	return !error;
}

static bool tell_thread_to_stop(void)
{
	bool running = thread.state == RUNNING;

	if (running) {
		thread.state = STOPPING;
		pthread_cond_signal(&thread.wake);
	}
	return running;
}

static void forget_thread(void)
{
	thread.state = STOPPED;
	thread.idle = false;
	if (the_pool.deferred)
		pool_merge_all();
	the_pool.deferred = false;
}

void custom_defragment_stop(void)
{
	bool running;

	pool_enter(&(struct pool_call){.name = "custom_defragment_stop"});
	running = tell_thread_to_stop();
	pool_leave(NULL);
	if (!running)
		return;
	pthread_join(thread.id, NULL);
	pool_enter(&(struct pool_call){.name = "custom_defragment_stop"});
	forget_thread();
	pool_leave(NULL);
}

static void in_child(void)
{
	static const struct pool_call call = {.name = "fork"};

	the_pool.call = &call;
	forget_thread();
}

/* A child has no thread but the one that forked: nothing to lock. */
__attribute__((constructor)) static void watch_forks(void)
{
	pthread_atfork(NULL, NULL, in_child);
}
