/* A call and its system calls go out in one write, so that the lines of two processes or threads stay whole.
 */
#define _GNU_SOURCE /* strerrorname_np */
#include "osmem/eyes/log.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "osmem/eyes/name.h"
#include "osmem/eyes/words.h"
#include "osmem/heap.h"

#define COMMENT_COLUMN 42
/* Above the numbers that programs count on, or close by number. */
#define FIRST_DESCRIPTOR 100

static char file_name[LOG_LONGEST_NAME]; /* empty: standard error */
static int file = -1;
static pid_t owner; /* the process that opened the file */

static int open_file(const char *name)
{
	int low = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666), high;

	if (low < 0)
		return -1;
	high = fcntl(low, F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR);
	if (high < 0)
		return low;
	close(low);
	return high;
}

bool log_open(const char *name)
{
	int saved_errno = errno;
	size_t length = strlen(name);

	if (file != -1 && file != STDERR_FILENO)
		close(file);
	owner = getpid();
	file_name[0] = '\0';
	if (!strcmp(name, "stderr")) {
		file = STDERR_FILENO;
	} else {
		file = length < sizeof(file_name) ? open_file(name) : -1;
		if (file != -1)
			memcpy(file_name, name, length + 1);
	}
	errno = saved_errno;
	return file != -1;
}

/* The heap of a forked child is another one from now on: it gets a file of its own. */
static void follow_fork(void)
{
	struct line name = {.length = 0};

	owner = getpid();
	if (!file_name[0])
		return;
	line_add(&name, file_name);
	line_format(&name, ".#", (size_t)owner);
	name.text[name.length] = '\0';
	close(file);
	file = open_file(name.text);
}

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

static void send(const struct line *line)
{
	if (getpid() != owner)
		follow_fork();
	line_send(line, file);
}

void log_call(const struct call *call)
{
	struct line line = {.length = 0};

	if (file == -1)
		return;
	add_arguments(&line, call);
	if (call->function != CALL_FREE) {
		line_add(&line, " = ");
		name_address(&line, call->result);
	}
	line_pad(&line, COMMENT_COLUMN);
	line_add(&line, "  # ");
	words_add(&line, call);
	line_add(&line, "\n");
	for (unsigned i = 0; i < call->made_count; i++)
		add_system_call(&line, &call->made[i]);
	send(&line);
}

void log_unfinished(const struct call *call)
{
	struct line line = {.length = 0};

	if (file == -1)
		return;
	add_arguments(&line, call);
	line_add(&line, " = ?\nsignal SIGABRT\n");
	send(&line);
}

void log_ending(int status)
{
	struct line line = {.length = 0};

	/* A child that made no call has no log. */
	if (file == -1 || getpid() != owner)
		return;
	line_format(&line, "exit #\n", (size_t)status & 0xff);
	send(&line);
}
