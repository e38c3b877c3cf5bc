/* Puts the reports together, a line of standard error at a time. */
#include "osmem/eyes/accuse.h"

#include "osmem/block.h"
#include "osmem/eyes/name.h"
#include "osmem/misuse.h"

static void say_origin(const struct record *record)
{
	origin_say(&record->origin, record->payload, record->size, name_address);
}

static void begin(struct line *line, const struct call *found_by, const struct record *record, const char *problem)
{
	line_add(line, found_by ? call_name(found_by->function) : "exit");
	line_format(line, ": the block at @ ", record->payload);
	line_add(line, problem);
}

void accuse_block(const struct call *found_by, const struct record *record, const char *problem)
{
	struct line line = {.length = 0};

	begin(&line, found_by, record, problem);
	line_write(&line);
	say_origin(record);
}

void accuse_damage(const struct call *found_by, const struct record *record, const char *problem, size_t at)
{
	struct line line = {.length = 0};

	begin(&line, found_by, record, problem);
	line_format(&line, ": the byte at offset # is @", at,
		    (void *)(uintptr_t)((unsigned char *)record->payload)[at]);
	line_write(&line);
	say_origin(record);
}

/* Where the pointer stands in the block around it. */
static void add_inside(struct line *line, const struct record *around, const void *ptr)
{
	size_t offset = (size_t)((const char *)ptr - (char *)around->payload);

	line_add(line, "points ");
	if (offset < around->room)
		line_add_count(line, offset, "byte");
	line_add(line, offset < around->room ? " into a block " : "into the header of a block ");
	line_add(line, around->state == RECORD_LIVE ? "in use" : "freed before");
}

_Noreturn void accuse_pointer(const struct call *call, const void *ptr)
{
	const struct record *record = ledger_find(ptr), *around = record ? record : ledger_around(ptr);
	struct line line = {.length = 0};

	line_add(&line, call_name(call->function));
	line_format(&line, "(@): ", ptr);
	if (record)
		line_add(&line, "freed before");
	else if (around)
		add_inside(&line, around, ptr);
	else
		line_add(&line, name_is_stack(ptr) ? "not a block: it points into the stack"
						   : "not a block: osmem never gave it out");
	line_write(&line);
	if (around)
		say_origin(around);
	misuse_end();
}
