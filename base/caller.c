/* Asks the C library for the callers and the dynamic linker for their names; nothing is allocated on the way. */
#define _GNU_SOURCE /* dladdr1 */
#include "base/caller.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>
#include <string.h>

/* The most calls that lie between the program's and callers_of(). */
#define MOST_OWN_FRAMES 16

static bool is_prepared;

void callers_prepare(void)
{
	void *frame;

	backtrace(&frame, 1);
	is_prepared = true;
}

struct callers callers_of(const void *caller)
{
	struct callers callers = {{caller}};
	void *frames[MOST_OWN_FRAMES + MOST_CALLERS];
	int count = is_prepared ? backtrace(frames, MOST_OWN_FRAMES + MOST_CALLERS) : 0, first = 0;

	while (first < count && frames[first] != caller)
		first++;
	for (int i = 1; i < MOST_CALLERS && first + i < count; i++)
		callers.at[i] = frames[first + i];
	return callers;
}

int callers_compare(const struct callers *callers, const struct callers *others)
{
	for (int i = 0; i < MOST_CALLERS; i++)
		if (callers->at[i] != others->at[i])
			return callers->at[i] < others->at[i] ? -1 : 1;
	return 0;
}

/* The call itself is the instruction before, which may be the last one of its function. */
static const void *call_before(const void *caller)
{
	return (const char *)caller - 1;
}

static void add(struct line *line, const void *caller)
{
	struct link_map *file;
	Dl_info info;

	if (!dladdr1(call_before(caller), &info, (void **)&file, RTLD_DL_LINKMAP)) {
		line_add_pointer(line, caller);
	} else if (info.dli_sname) {
		line_add(line, info.dli_sname);
		line_add_offset(line, (uintptr_t)caller - (uintptr_t)info.dli_saddr);
		line_add(line, " (");
		line_add(line, info.dli_fname);
		line_add(line, ")");
	} else {
		line_add(line, info.dli_fname);
		line_add_offset(line, (uintptr_t)caller - file->l_addr);
	}
}

static bool is_in_libc(const void *caller)
{
	Dl_info info;

	return dladdr(call_before(caller), &info) && strstr(info.dli_fname, "/libc.so.");
}

/* What the C library calls on the program's behalf is of interest only as far as the program called it. */
void callers_write(struct line *line, const struct callers *callers)
{
	bool was_in_program = false;

	for (int i = 0; i < MOST_CALLERS && callers->at[i]; i++) {
		bool in_libc = is_in_libc(callers->at[i]);

		if (in_libc && was_in_program)
			break;
		was_in_program = !in_libc;
		if (i)
			line_add(line, "    called from ");
		add(line, callers->at[i]);
		line_write(line);
		line->length = 0;
	}
}
