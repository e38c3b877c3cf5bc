/* Where the log goes: one write a call, so that the lines of two processes or threads stay whole. */
#include "base/log_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Above the numbers that programs count on, or close by number. */
#define FIRST_DESCRIPTOR 100
#define REMARK_COLUMN 42

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
	if (file == -1)
		line_say("cannot write the log of the forked child #; it has none", (size_t)owner);
}

bool log_is_open(void)
{
	return file != -1;
}

/* Whether this process opened it, and no child of it did. */
static bool is_own(void)
{
	return getpid() == owner;
}

void log_send(const struct line *line)
{
	if (!is_own())
		follow_fork();
	if (file == -1 || line_send(line, file))
		return;
	line_say("the log cannot be written to any more; it ends here");
	if (file != STDERR_FILENO)
		close(file);
	file = -1;
}

void log_begin_remark(struct line *call)
{
	line_pad(call, REMARK_COLUMN);
	line_add(call, "  # ");
}

void log_send_unfinished(struct line *call)
{
	line_add(call, " = ?\nsignal SIGABRT\n");
	log_send(call);
}

void log_ending(int status)
{
	struct line line = {.length = 0};

	if (!log_is_open() || !is_own())
		return;
	line_format(&line, "exit #\n", (size_t)status & 0xff);
	log_send(&line);
}
