/* Takes each call past the side table and the eyes that are open: the check, the counters and the log. */
#include "osmem/eyes/eyes.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "base/exit.h"
#include "base/lock.h"
#include "base/options.h"
#include "osmem/block.h"
#include "osmem/eyes/guard.h"
#include "osmem/eyes/ledger.h"
#include "osmem/eyes/log.h"
#include "osmem/eyes/name.h"
#include "osmem/eyes/observe.h"
#include "osmem/eyes/stats.h"
#include "osmem/misuse.h"
#include "osmem/policy.h"

static struct call call; /* the one under way; the lock protects it */

/* The call under way ends the program: what was seen of it is to be said now. */
static void stop(void)
{
	log_unfinished(&call);
}

static bool eyes_are_open(void)
{
	if (!options.loaded) {
		options_load();
		misuse_watcher = options.plain ? NULL : stop;
	}
	return !options.plain;
}

/* False: nobody looks, and the policy is all that is asked for. */
static bool begin(enum function function, void *ptr, size_t count, size_t size, const void *caller)
{
	size_t number = call.number + 1;

	if (!eyes_are_open())
		return false;
	call = (struct call){function, ptr, count, size, caller, number, .result = NULL};
	return true;
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
	void *payload;
	size_t asked, room;

	if (__builtin_mul_overflow(count, size, &asked))
		asked = SIZE_MAX; /* which nobody gets either */
	if (!ledger_reserve()) {
		errno = ENOMEM;
		return NULL;
	}
	room = options.check ? guard_widen(asked) : asked;
	do
		payload = observe_take(&call, room);
	while (!payload && room && guard_let_go(&call));
	if (!payload)
		return NULL;
	if (options.check)
		guard_fill(&call, payload, asked);
	enter(payload, asked);
	return payload;
}

/* A pointer that no live block has ends the program: in the guard, or else in the policy. */
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

static void *retake(void *ptr, size_t size)
{
	if (!ptr)
		return take(1, size);
	if (size)
		return options.check ? move(ptr, size) : resize(ptr, size);
	give(ptr);
	return NULL;
}

void *eyes_malloc(size_t size, const void *caller)
{
	bool locked = lock_enter(), watched = begin(CALL_MALLOC, NULL, 1, size, caller);
	void *payload = watched ? finish(take(1, size)) : policy_malloc(size);

	lock_leave(locked);
	return payload;
}

void *eyes_calloc(size_t count, size_t size, const void *caller)
{
	bool locked = lock_enter(), watched = begin(CALL_CALLOC, NULL, count, size, caller);
	void *payload = watched ? finish(take(count, size)) : policy_calloc(count, size);

	lock_leave(locked);
	return payload;
}

void *eyes_realloc(void *ptr, size_t size, const void *caller)
{
	bool locked = lock_enter(), watched = begin(CALL_REALLOC, ptr, 1, size, caller);
	void *payload = watched ? finish(retake(ptr, size)) : policy_realloc(ptr, size);

	lock_leave(locked);
	return payload;
}

void eyes_free(void *ptr, const void *caller)
{
	bool locked = lock_enter();

	if (begin(CALL_FREE, ptr, 1, 0, caller)) {
		if (ptr)
			give(ptr);
		finish(NULL);
	} else {
		policy_free(ptr);
	}
	lock_leave(locked);
}

static bool report_leaks(void)
{
	struct listing live = ledger_list(true);

	return listing_report_leaks(&live, "", stats_calls(), name_address);
}

__attribute__((constructor)) static void open_eyes(void)
{
	static const struct exit_reports reports = {NULL, guard_report, report_leaks, stats_report};

	if (!eyes_are_open())
		return;
	if (options.check || options.leaks)
		callers_prepare();
	exit_watch(&reports);
}
