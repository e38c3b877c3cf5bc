/*
 * Becomes a tool that reads what nobody trusts, and that can do no harm if that takes it over: a compiler, an
 * assembler, a linker, an unpacker. It reads what it is given and where the system keeps its programs and libraries,
 * writes in one folder, and is one process with limits, without a network.
 *
 * usage: jail SECONDS MEBIBYTES WRITE READ... -- COMMAND [ARGUMENT]...    SECONDS on the processor; MEBIBYTES of
 * memory; WRITE a folder, or - for none; READ files and folders
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "checker/system/reach.h"
#include "course/jail/jail.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RUNNING (READING | LANDLOCK_ACCESS_FS_EXECUTE)
#define WRITING (READING | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)

#define MOST_READ 8

/* No tool that runs here ends so. */
#define NO_JAIL 126

static _Noreturn void stop(const char *what)
{
	fprintf(stderr, "jail: %s: %s\n", what, strerror(errno));
	exit(NO_JAIL);
}

/* Returns the place behind what it reads. */
static char **confine_files(const char *write, char **read)
{
	struct path_rule rules[7 + MOST_READ] = {
		{"/usr", RUNNING},
		{"/lib", RUNNING},
		{"/lib64", RUNNING},
		{"/bin", RUNNING},
		{"/etc/ld.so.cache", READING},
		{"/dev/null", READING | LANDLOCK_ACCESS_FS_WRITE_FILE},
		{write, WRITING},
	};
	size_t count = strcmp(write, "-") ? 7 : 6;

	for (; *read && strcmp(*read, "--") && count < LENGTH(rules); read++)
		rules[count++] = (struct path_rule){*read, RUNNING};
	switch (confine_paths(rules, count)) {
	case -1:
		stop("cannot confine what it reads");
	case 1:
		errno = ENOSYS;
		stop("this kernel has no Landlock, so it could read whatever you can");
	}
	return read;
}

static void limit(int resource, rlim_t most)
{
	const struct rlimit limit = {most, most};

	if (setrlimit(resource, &limit) < 0)
		stop("cannot limit resources");
}

static void limit_resources(unsigned long seconds, unsigned long mebibytes)
{
	limit(RLIMIT_CPU, seconds);
	limit(RLIMIT_AS, mebibytes << 20);
	limit(RLIMIT_FSIZE, 64UL << 20);
	limit(RLIMIT_NOFILE, 64);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_CORE, 0);
}

int main(int argc, char **argv)
{
	char **command;

	if (argc < 5) {
		fprintf(stderr, "usage: jail SECONDS MEBIBYTES WRITE READ... -- COMMAND [ARGUMENT]...\n");
		return NO_JAIL;
	}
	if (close_range(3, ~0U, CLOSE_RANGE_CLOEXEC) < 0)
		stop("cannot close what it inherited");
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		stop("cannot tie its life to its parent's");
	command = confine_files(argv[3], argv + 4);
	limit_resources(strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10));
	if (confine_calls() < 0)
		stop("cannot load its filter of system calls");
	if (!command[0] || !command[1]) {
		errno = EINVAL;
		stop("there is no command behind --");
	}
	execvp(command[1], command + 1);
	stop("cannot start the tool");
}
