/* Live blocks at exit, grouped by the place that allocated them; the age is counted in calls. */
#include "osmem/eyes/leaks.h"

#include "base/caller.h"
#include "osmem/eyes/name.h"
#include "osmem/eyes/roster.h"
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

/* The live ones of the records from `first` up to the next place, or with `all` up to the end. */
static struct group sum_up(const struct roster *roster, size_t first, bool all)
{
	struct group sum = {0, 0};

	for (size_t i = first; i < roster->count; i++) {
		const struct record *record = roster->records[i];

		if (!all && record->made_at != roster->records[first]->made_at)
			break;
		if (record->state != RECORD_LIVE)
			continue;
		sum.blocks++;
		sum.bytes += record->size;
	}
	return sum;
}

static void say_group(const struct roster *roster, size_t first)
{
	struct line line = {.length = 0};

	line_add(&line, "  ");
	add_sum(&line, sum_up(roster, first, false));
	line_add(&line, ", allocated at ");
	caller_add(&line, roster->records[first]->made_at);
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
	struct roster roster = roster_make(roster_by_place);
	struct group sum = sum_up(&roster, 0, true);
	struct line line = {.length = 0};
	const void *place = NULL;

	if (sum.blocks) {
		add_sum(&line, sum);
		line_add(&line, sum.blocks == 1 ? ", was never freed" : ", were never freed");
	} else {
		line_add(&line, "every block was freed");
	}
	line_write(&line);
	for (size_t i = 0; i < roster.count; i++) {
		const struct record *record = roster.records[i];

		if (record->state != RECORD_LIVE)
			continue;
		if (record->made_at != place)
			say_group(&roster, i);
		place = record->made_at;
		say_block(record);
	}
	roster_drop(&roster);
	return sum.blocks;
}
