/* The log of calls, two writes each. */
#define _GNU_SOURCE /* environ */
#include "malloc/call_log.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/line.h"
#include "base/log_file.h"

/* The first calls come before there is an environment. */
static bool is_wanted(void)
{
	static bool has_looked;
	const char *name;
	struct line file = {.length = 0};

	if (has_looked || !environ)
		return log_is_open();
	has_looked = true;
	name = getenv("MALLOC_LOG");
	if (!name)
		return false;
	line_add(&file, name);
	line_format(&file, ".#", (size_t)getpid());
	if (file.length >= sizeof(file.text) || (file.text[file.length] = '\0', !log_open(file.text)))
		line_say("MALLOC_LOG: that file cannot be written; there is no log");
	return log_is_open();
}

void call_log_begin(const char *name, const void *ptr, size_t first, size_t second)
{
	struct line line = {.length = 0};

	if (!is_wanted())
		return;
	line_add(&line, name);
	line_add(&line, "(");
	if (ptr)
		line_add_pointer(&line, ptr);
	if (first)
		line_format(&line, ptr ? ", #" : "#", first);
	if (second)
		line_format(&line, ", #", second);
	log_send(&line);
}

void call_log_end(const void *result)
{
	struct line line = {.length = 0};

	if (!log_is_open())
		return;
	line_add(&line, ") = ");
	line_add_pointer(&line, result);
	line_add(&line, "\n");
	log_send(&line);
}
