/* Live blocks at exit, grouped by who allocated them; the age is counted in calls. */
#include "osmem/eyes/leaks.h"

#include "base/caller.h"
#include "osmem/eyes/name.h"
#include "osmem/eyes/sorted.h"
#include "osmem/eyes/stats.h"

struct group {
	size_t blocks, bytes;
};

static void add_sum(struct line *line, struct group sum)
{
	line_add_count(line, sum.blocks, "block");
	line_add(line, ", ");
	line_add_count(line, sum.bytes, "byte");
}

/* The live ones of the records from `first` up to the next caller, or with `all` up to the end. */
static struct group sum_up(const struct sorted *sorted, size_t first, bool all)
{
	struct group sum = {0, 0};

	for (size_t i = first; i < sorted->count; i++) {
		const struct record *record = sorted->records[i];

		if (!all && record->made_at != sorted->records[first]->made_at)
			break;
		if (record->state != RECORD_LIVE)
			continue;
		sum.blocks++;
		sum.bytes += record->size;
	}
	return sum;
}

static void say_group(const struct sorted *sorted, size_t first)
{
	struct line line = {.length = 0};

	line_add(&line, "  ");
	add_sum(&line, sum_up(sorted, first, false));
	line_add(&line, ", allocated at ");
	caller_add(&line, sorted->records[first]->made_at);
	line_write(&line);
}

static void say_block(const struct record *record)
{
	struct line line = {.length = 0};
	size_t age = stats_calls() - record->made_in;

	line_add(&line, "    ");
	name_address(&line, record->payload);
	line_pad(&line, 18);
	line_add_count(&line, record->size, "byte");
	line_add(&line, ", ");
	line_add_count(&line, age, "call");
	line_add(&line, " ago");
	line_write(&line);
}

bool leaks_report(void)
{
	struct sorted sorted = sorted_make(sorted_by_caller);
	struct group sum = sum_up(&sorted, 0, true);
	struct line line = {.length = 0};
	const void *caller = NULL;

	if (sum.blocks) {
		add_sum(&line, sum);
		line_add(&line, sum.blocks == 1 ? ", was never freed" : ", were never freed");
	} else {
		line_add(&line, "every block was freed");
	}
	line_write(&line);
	for (size_t i = 0; i < sorted.count; i++) {
		const struct record *record = sorted.records[i];

		if (record->state != RECORD_LIVE)
			continue;
		if (record->made_at != caller)
			say_group(&sorted, i);
		caller = record->made_at;
		say_block(record);
	}
	sorted_drop(&sorted);
	return sum.blocks;
}
