/* Opens the eyes that OSMEM_OPTIONS names, shows them each call, and lets them report at exit. */
#include "pool/eyes.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log_file.h"

size_t pool_tag_bytes;

static size_t calls;
static struct pool_stats before;

static bool is_for_memory(const struct pool_call *call)
{
	return call->arguments;
}

/* The first time, before there is any block. */
static void open_eyes(void)
{
	if (!options.loaded)
		options_load();
	if (options.check || options.leaks)
		pool_tag_bytes = sizeof(struct tag);
}

void pool_watch_begin(void)
{
	open_eyes();
	if (!is_for_memory(the_pool.call))
		return;
	calls++;
	before = the_pool.stats;
	pool_log_begin();
}

void pool_watch_end(const void *result)
{
	if (is_for_memory(the_pool.call))
		pool_log_call(&before, result);
}

size_t pool_call_number(void)
{
	return calls;
}

void pool_tag_block(struct Block *block)
{
	*block_tag(block) = (struct tag){.made_in = calls, .made_at = the_pool.call->place};
}

/* The last of all that runs at exit, as in osmem. */
static void report(int status, void *unused)
{
	static const struct pool_call at_exit = {.name = "exit"};
	bool failed;

	(void)unused;
	pool_enter(&at_exit);
	failed = options.check && pool_report_damage();
	if (options.leaks && pool_report_leaks() && options.leaks_fail)
		failed = true;
	if (options.stats)
		pool_report_stats();
	log_ending(failed && !status ? EXIT_FAILURE : status);
	pool_leave(NULL);
	if (!failed || status)
		return;
	fflush(NULL);
	_exit(EXIT_FAILURE);
}

__attribute__((constructor)) static void watch(void)
{
	open_eyes();
	if (pool_is_watched() && on_exit(report, NULL))
		line_say("on_exit() failed: there will be no report at exit");
}
