/* Where the log goes: one write a call, so that the lines of two processes or threads stay whole. */
#define _GNU_SOURCE /* strerrordesc_np */
#include "base/log_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Above the numbers that programs count on, or close by number. */
#define FIRST_DESCRIPTOR 100
#define REMARK_COLUMN 42

static char file_name[PATH_MAX]; /* empty: what the log goes to is shared with forked children */
static int file = -1;
static pid_t owner; /* the process that opened the file */
static const char *problem;

/* A pipe that nobody reads fails at once: the program would wait for a reader before main. */
static int open_file(const char *name)
{
	int low = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666), high;

	if (low < 0)
		return -1;
	fcntl(low, F_SETFL, O_APPEND); /* but a slow reader is waited for */
	high = fcntl(low, F_DUPFD_CLOEXEC, FIRST_DESCRIPTOR);
	if (high < 0)
		return low;
	close(low);
	return high;
}

/* FILE.PID goes on where it ends: a forked child may have begun it, and become another program since. */
static int open_numbered(void)
{
	static char name[sizeof(file_name) + 16];

	snprintf(name, sizeof(name), "%s.%d", file_name, (int)owner);
	return open_file(name);
}

/*
 * Whether no other process logs there; none does as long as this one lives, and reads no log of its own: that closes
 * the file, which gives the lock up. Where there are no locks, nobody knows.
 */
static bool hold(int descriptor)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	return !fcntl(descriptor, F_SETLK, &whole) || (errno != EACCES && errno != EAGAIN);
}

/* The standard stream that leads to the same file or pipe, or -1. A device can be open twice. */
static int find_stream(const struct stat *opened)
{
	struct stat its;

	for (int stream = STDOUT_FILENO; stream <= STDERR_FILENO && !S_ISCHR(opened->st_mode); stream++)
		if (!fstat(stream, &its) && its.st_dev == opened->st_dev && its.st_ino == opened->st_ino)
			return stream;
	return -1;
}

static void close_file(void)
{
	if (file > STDERR_FILENO)
		close(file);
	file = -1;
}

/* It is this process's to empty, or another has it and this one gets its own. False: errno says why. */
static bool claim(const char *name)
{
	strcpy(file_name, name);
	if (hold(file))
		return !ftruncate(file, 0);
	close_file();
	file = open_numbered();
	return file != -1;
}

static bool open_named(const char *name)
{
	struct stat opened;
	int stream;

	if (strlen(name) >= sizeof(file_name)) {
		errno = ENAMETOOLONG;
		return false;
	}
	file = open_file(name);
	if (file == -1 || fstat(file, &opened))
		return false;
	stream = find_stream(&opened);
	if (stream == -1)
		return !S_ISREG(opened.st_mode) || claim(name);
	close_file();
	file = stream;
	return true;
}

bool log_open(const char *name)
{
	int saved_errno = errno;

	close_file();
	owner = getpid();
	file_name[0] = '\0';
	if (!strcmp(name, "stderr")) {
		file = STDERR_FILENO;
	} else if (!strcmp(name, "stdout")) {
		file = STDOUT_FILENO;
	} else if (!open_named(name)) {
		problem = errno == ENXIO ? "nobody reads from it" : strerrordesc_np(errno);
		close_file();
	}
	errno = saved_errno;
	return log_is_open();
}

const char *log_problem(void)
{
	return problem;
}

/* The heap of a forked child is another one from now on: it gets a file of its own. */
static void follow_fork(void)
{
	owner = getpid();
	if (!file_name[0])
		return;
	close_file();
	file = open_numbered();
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
	close_file();
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
