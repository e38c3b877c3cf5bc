/* One sentence for each way through the contract; the numbers are payloads in bytes. */
#include "osmem/eyes/explain.h"

#include <errno.h>
#include <stdint.h>

#include "base/options.h"
#include "osmem/eyes/ledger.h"

static void add_rest(struct line *line, const struct outcome *outcome)
{
	if (outcome->rest)
		line_format(line, ", # split off", outcome->rest);
}

static void add_taken(struct line *line, const struct outcome *outcome)
{
	switch (outcome->taken) {
	case TAKEN_NOT:
		break;
	case TAKEN_MAPPED:
		line_add(line, "mapped for its size");
		break;
	case TAKEN_FIRST_USE:
		line_format(line, "first use: the heap begins with #", outcome->found);
		break;
	case TAKEN_BEST_FIT:
		line_format(line, outcome->rest ? "best fit: #" : "best fit: #, used whole", outcome->found);
		break;
	case TAKEN_EXPANDED:
		line_format(line, "no fit: the free last block grows from #", outcome->found);
		break;
	case TAKEN_APPENDED:
		line_add(line, "no fit: a new last block");
		break;
	}
	add_rest(line, outcome);
}

static void add_moved(struct line *line, const struct call *call)
{
	const struct record *old = ledger_find(call->ptr);

	if (options.check)
		line_add(line, "moved by the check; ");
	else if (old && old->map)
		line_add(line, "moved off its mapping; ");
	else
		line_add(line, call->outcome.taken == TAKEN_MAPPED ? "moved; " : "moved, no room behind; ");
	add_taken(line, &call->outcome);
}

static void add_resized(struct line *line, const struct call *call)
{
	const struct outcome *outcome = &call->outcome;

	switch (outcome->resized) {
	case RESIZED_NOT:
		add_taken(line, outcome);
		return;
	case RESIZED_FITS:
		line_format(line, "in place: it has #", outcome->found);
		break;
	case RESIZED_GREW_LAST:
		line_format(line, "in place: the last block grows from #", outcome->found);
		break;
	case RESIZED_ABSORBED:
		line_format(line, "in place: # with what was free behind", outcome->found);
		break;
	case RESIZED_MOVED:
		add_moved(line, call);
		return;
	}
	add_rest(line, outcome);
}

static const char *why_nothing(const struct call *call)
{
	size_t bytes;

	if (call->function == CALL_REALLOC && call->ptr && call->size && ledger_is_free(call->ptr))
		return "the block is free: nothing happens";
	if (__builtin_mul_overflow(call->count, call->size, &bytes))
		return "the product overflows";
	if (!bytes)
		return "size 0: nothing happens";
	return bytes > PTRDIFF_MAX ? "larger than PTRDIFF_MAX" : "out of memory";
}

static const char *how_freed(const struct call *call)
{
	if (!call->ptr)
		return "NULL: nothing happens";
	for (unsigned i = 0; i < call->made_count; i++)
		if (call->made[i].name == SYSTEM_MUNMAP)
			return "unmapped";
	return options.check ? "filled and kept aside" : "marked free";
}

void explain_call(struct line *line, const struct call *call)
{
	if (call->function == CALL_FREE || (call->function == CALL_REALLOC && call->ptr && !call->size))
		line_add(line, how_freed(call));
	else if (!call->result)
		line_add(line, why_nothing(call));
	else
		add_resized(line, call);
}
