/* Takes each call past the side table and the eyes that are open: the check, the counters and the log. */
#include "osmem/eyes/eyes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/line.h"
#include "base/lock.h"
#include "base/log_file.h"
#include "base/options.h"
#include "osmem/block.h"
#include "osmem/eyes/guard.h"
#include "osmem/eyes/leaks.h"
#include "osmem/eyes/ledger.h"
#include "osmem/eyes/log.h"
#include "osmem/eyes/observe.h"
#include "osmem/eyes/stats.h"
#include "osmem/policy.h"

static struct call call; /* the one under way; the lock protects it */

static bool eyes_are_open(void)
{
	if (!options.loaded)
		options_load();
	return !options.plain;
}

static void begin(enum function function, void *ptr, size_t count, size_t size, const void *place)
{
	size_t number = call.number + 1;

	call = (struct call){function, ptr, count, size, place, number, .result = NULL};
}

static void *finish(void *result)
{
	int saved_errno = errno;

	call.result = result;
	call.error = saved_errno;
	stats_count(&call);
	log_call(&call);
	errno = saved_errno;
	return result;
}

static void enter(void *payload, size_t size)
{
	struct record *record = ledger_enter(payload, size, &call);

	record->room = block_of(payload)->size;
	if (call.outcome.taken == TAKEN_MAPPED)
		record->map = ++ledger.maps;
	stats_took(size);
}

/* A new block of count * size bytes. */
static void *take(size_t count, size_t size)
{
	void *payload = NULL;

	if (!ledger_reserve())
		errno = ENOMEM;
	else if (options.check)
		payload = guard_take(&call, count, size);
	else if (call.function == CALL_CALLOC)
		payload = observe_calloc(&call, count, size);
	else
		payload = observe_malloc(&call, size);
	if (payload)
		enter(payload, count * size);
	return payload;
}

/* What the policy does not know, it stops the program for; the guard, too. */
static void give(void *ptr)
{
	const struct record *record = ledger_find(ptr);
	size_t size = record ? record->size : 0;

	if (options.check) {
		guard_give(&call, ptr);
	} else {
		if (call.function == CALL_REALLOC)
			observe_realloc(&call, ptr, 0);
		else
			observe_free(&call, ptr);
		ledger_leave(ptr, &call);
	}
	stats_gave(size);
}

/* With the check on, a block always moves, so that the old pointer is of no use to anybody who kept it. */
static void *move(void *ptr, size_t size)
{
	size_t kept;
	void *payload;

	if (guard_is_freed(ptr))
		return NULL;
	kept = guard_live(&call, ptr)->size;
	payload = take(1, size);
	if (!payload)
		return NULL;
	memcpy(payload, ptr, kept < size ? kept : size);
	give(ptr);
	call.outcome.resized = RESIZED_MOVED;
	return payload;
}

static void *resize(void *ptr, size_t size)
{
	const struct record *record = ledger_find(ptr);
	size_t before = record ? record->size : 0;
	void *payload;

	if (!ledger_reserve()) {
		errno = ENOMEM;
		return NULL;
	}
	payload = observe_realloc(&call, ptr, size);
	if (!payload)
		return NULL;
	stats_gave(before);
	if (payload != ptr)
		ledger_leave(ptr, &call);
	enter(payload, size);
	return payload;
}

static void *watch_malloc(size_t size, const void *place)
{
	begin(CALL_MALLOC, NULL, 1, size, place);
	return finish(take(1, size));
}

static void *watch_calloc(size_t count, size_t size, const void *place)
{
	begin(CALL_CALLOC, NULL, count, size, place);
	return finish(take(count, size));
}

static void *watch_realloc(void *ptr, size_t size, const void *place)
{
	begin(CALL_REALLOC, ptr, 1, size, place);
	if (!ptr)
		return finish(take(1, size));
	if (!size) {
		give(ptr);
		return finish(NULL);
	}
	return finish(options.check ? move(ptr, size) : resize(ptr, size));
}

static void watch_free(void *ptr, const void *place)
{
	begin(CALL_FREE, ptr, 1, 0, place);
	if (ptr)
		give(ptr);
	finish(NULL);
}

void *eyes_malloc(size_t size, const void *place)
{
	bool locked = lock_enter();
	void *payload = eyes_are_open() ? watch_malloc(size, place) : policy_malloc(size);

	lock_leave(locked);
	return payload;
}

void *eyes_calloc(size_t count, size_t size, const void *place)
{
	bool locked = lock_enter();
	void *payload = eyes_are_open() ? watch_calloc(count, size, place) : policy_calloc(count, size);

	lock_leave(locked);
	return payload;
}

void *eyes_realloc(void *ptr, size_t size, const void *place)
{
	bool locked = lock_enter();
	void *payload = eyes_are_open() ? watch_realloc(ptr, size, place) : policy_realloc(ptr, size);

	lock_leave(locked);
	return payload;
}

void eyes_free(void *ptr, const void *place)
{
	bool locked = lock_enter();

	if (eyes_are_open())
		watch_free(ptr, place);
	else
		policy_free(ptr);
	lock_leave(locked);
}

void eyes_stop(void)
{
	if (!options.plain)
		log_unfinished(&call);
}

/*
 * The last of all that runs at exit: what is registered before main, and before the dynamic linker registers
 * the destructors, comes behind them. Only stdio is flushed later, so that _exit() skips nothing else.
 */
static void report(int status, void *unused)
{
	bool locked = lock_enter(), failed;

	(void)unused;
	failed = options.check && guard_report();
	if (options.leaks && leaks_report() && options.leaks_fail)
		failed = true;
	if (options.stats)
		stats_report();
	log_ending(failed && !status ? EXIT_FAILURE : status);
	lock_leave(locked);
	if (!failed || status)
		return;
	fflush(NULL);
	_exit(EXIT_FAILURE);
}

__attribute__((constructor)) static void open_eyes(void)
{
	if (eyes_are_open() && on_exit(report, NULL))
		line_say("on_exit() failed: there will be no report at exit");
}
