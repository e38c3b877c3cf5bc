/* A call and its system calls as text, which goes out in one write. */
#define _GNU_SOURCE /* strerrorname_np */
#include "osmem/eyes/log.h"

#include <string.h>

#include "base/log_file.h"
#include "osmem/eyes/explain.h"
#include "osmem/eyes/name.h"
#include "osmem/heap.h"

static void add_system_call(struct line *line, const struct system_call *made)
{
	static const char *const names[] = {"  brk(", "  mmap(", "  munmap("};

	line_add(line, names[made->name]);
	if (made->name == SYSTEM_BRK)
		name_break(line, (char *)made->start + made->bytes, made->start);
	if (made->name == SYSTEM_MUNMAP) {
		name_address(line, made->start);
		line_add(line, ", ");
	}
	if (made->name != SYSTEM_BRK)
		line_add_number(line, made->bytes);
	line_add(line, ")");
	if (made->error) {
		line_add(line, " = ");
		line_add(line, strerrorname_np(made->error));
	} else if (made->name == SYSTEM_MMAP) {
		line_add(line, " = ");
		name_address(line, made->start);
	}
	line_add(line, "\n");
}

static void add_arguments(struct line *line, const struct call *call)
{
	line_add(line, call_name(call->function));
	line_add(line, "(");
	if (call->function == CALL_REALLOC || call->function == CALL_FREE)
		name_address(line, call->ptr);
	if (call->function == CALL_CALLOC)
		line_add_number(line, call->count);
	if (call->function == CALL_REALLOC || call->function == CALL_CALLOC)
		line_add(line, ", ");
	if (call->function != CALL_FREE)
		line_add_number(line, call->size);
	line_add(line, ")");
}

void log_call(const struct call *call)
{
	struct line line = {.length = 0};

	if (!log_is_open())
		return;
	add_arguments(&line, call);
	if (call->function != CALL_FREE) {
		line_add(&line, " = ");
		name_address(&line, call->result);
	}
	log_begin_remark(&line);
	explain_call(&line, call);
	line_add(&line, "\n");
	for (unsigned i = 0; i < call->made_count; i++)
		add_system_call(&line, &call->made[i]);
	log_send(&line);
}

void log_unfinished(const struct call *call)
{
	struct line line = {.length = 0};

	if (!log_is_open())
		return;
	add_arguments(&line, call);
	log_send_unfinished(&line);
}
