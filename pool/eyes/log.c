/* A call and its system calls as text, which is put together while the call is under way. */
#include "pool/eyes/eyes.h"

#include <errno.h>

#include "base/log_file.h"

/* The call under way as far as it is known, and its system calls. */
static struct line line, system_calls;

static void add_region(struct line *to, size_t region, size_t offset)
{
	line_format(to, "region#", region);
	line_add_offset(to, offset);
}

void pool_log_address(struct line *to, const void *address)
{
	const struct region *region = pool_region_of(address);

	if (region)
		add_region(to, region->number, (size_t)((const char *)address - (const char *)region));
	else
		line_add(to, address ? "other" : "0");
}

void pool_log_map(size_t region, size_t length, bool failed)
{
	line_format(&system_calls, "  mmap(#) = ", length);
	if (failed)
		line_add(&system_calls, "ENOMEM");
	else
		add_region(&system_calls, region, 0);
	line_add(&system_calls, "\n");
}

void pool_log_unmap(size_t region, size_t offset, size_t length, bool failed)
{
	line_add(&system_calls, "  munmap(");
	add_region(&system_calls, region, offset);
	line_format(&system_calls, failed ? ", #) = failed\n" : ", #)\n", length);
}

void pool_log_begin(void)
{
	const struct pool_call *call = the_pool.call;

	line.length = system_calls.length = 0;
	line_add(&line, call->name);
	line_add(&line, "(");
	if (call->job != POOL_TAKE)
		pool_log_address(&line, call->ptr);
	line_format(&line, call->numbers, call->values[0], call->values[1]);
	line_add(&line, ")");
}

static const char *outcome(const struct pool_stats *was, const void *result)
{
	const struct pool_call *call = the_pool.call;

	if (the_pool.failed)
		return the_pool.error == ENOMEM ? "out of memory" : "the alignment is no power of two";
	if (result && call->ptr)
		return the_pool.stats.allocations > was->allocations ? "moved" : "in place";
	if (result)
		return the_pool.fit == CUSTOM_FIRST_FIT ? "first fit" : "best fit";
	if (!call->ptr)
		return "nothing to do";
	return options.check ? "filled and kept aside" : "marked free";
}

static void add_count(const char *what, size_t before, size_t now)
{
	if (now > before)
		line_format(&line, what, now - before);
}

void pool_log_end(const struct pool_stats *was, const void *result)
{
	const struct pool_stats *is = &the_pool.stats;

	if (!log_is_open())
		return;
	if (the_pool.call->job != POOL_FREE) {
		line_add(&line, " = ");
		pool_log_address(&line, result);
	}
	log_begin_remark(&line);
	line_add(&line, outcome(was, result));
	add_count(", splits: #", was->splits, is->splits);
	add_count(", merges: #", was->merges, is->merges);
	line_add(&line, "\n");
	log_send(&line);
	log_send(&system_calls);
}

void pool_log_unfinished(void)
{
	if (!log_is_open() || the_pool.call->job == POOL_OTHER)
		return;
	log_send_unfinished(&line);
}
