/* Opens the eyes that OSMEM_OPTIONS names, shows them each call, and keeps aside what is freed. */
#include "pool/eyes/eyes.h"

#include "base/exit.h"
#include "base/quarantine.h"

static struct pool_stats before;

/* Gives the pool what is in quarantine for longest. False: nothing is. */
static bool let_go(void)
{
	void *payload = quarantine_take();
	struct place place;
	const char *problem;

	if (!payload)
		return false;
	place = (struct place){pool_region_of(payload), block_of(payload)};
	problem = pool_check_block(place.region, place.block);
	if (problem)
		pool_misuse(place.block, "%s", problem);
	pool_release(place);
	return true;
}

static void stop(const struct Block *block)
{
	if (block && pool_origin_bytes)
		pool_report_origin(block);
	pool_log_unfinished();
}

/* The first time, before there is any block. */
static void open_eyes(void)
{
	static const struct pool_watcher watcher = {pool_log_map, pool_log_unmap, let_go, stop};

	if (!options.loaded)
		options_load();
	if (options.plain)
		return;
	pool_watcher = &watcher;
	if (options.check || options.leaks)
		pool_origin_bytes = sizeof(struct origin);
}

void pool_eyes_begin(void)
{
	open_eyes();
	pool_report_call++;
	before = the_pool.stats;
	pool_log_begin();
}

void pool_eyes_end(const void *result)
{
	pool_log_end(&before, result);
}

void pool_eyes_took(void *payload)
{
	const struct Block *block = block_of(payload);

	if (pool_origin_bytes)
		*block_origin(block) =
			(struct origin){.made_in = pool_report_call, .made_at = callers_of(the_pool.call->caller)};
	if (options.check)
		memset(payload, FRESH, block_asked(block));
}

void pool_eyes_quarantine(struct place place)
{
	size_t asked = block_asked(place.block);

	block_origin(place.block)->freed_in = pool_report_call;
	block_origin(place.block)->freed_at = callers_of(the_pool.call->caller);
	while (!quarantine_has_room(asked) && let_go())
		;
	quarantine_put(block_payload(place.block), asked);
}

static void begin_reports(void)
{
	static const struct pool_call call = {.name = "exit"};

	the_pool.call = &call;
}

__attribute__((constructor)) static void watch(void)
{
	static const struct exit_reports reports = {begin_reports, pool_report_damage, pool_report_leaks,
						    pool_report_stats};

	open_eyes();
	if (!pool_eyes_are_open())
		return;
	if (pool_origin_bytes)
		callers_prepare();
	exit_watch(&reports);
}
