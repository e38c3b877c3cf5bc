/* Stands between the tracer and a program that nobody trusts: what the tracer starts, and what becomes the program. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/*
 * Both are closed by the exec, and above the limit of open files that is set before it: the program can never get
 * these numbers again.
 */
#define PROGRAM 1000
#define TRACER_ERRORS 1001

/* The checker reads this line; what the program prints goes elsewhere. */
static _Noreturn void stop(const char *what)
{
	dprintf(TRACER_ERRORS, "jail: %s: %s\n", what, strerror(errno));
	_exit(1);
}

static void limit_resources(void)
{
	static const struct {
		int resource;
		struct rlimit limit;
	} limits[] = {
		{ RLIMIT_CPU, { 2, 3 } }, /* seconds: SIGXCPU, then SIGKILL */
		{ RLIMIT_AS, { 1UL << 29, 1UL << 29 } }, /* bytes */
		{ RLIMIT_FSIZE, { 0, 0 } }, /* bytes; nothing is written but the two streams, which are pipes */
		{ RLIMIT_NOFILE, { 16, 16 } },
		{ RLIMIT_NPROC, { 0, 0 } },
		{ RLIMIT_CORE, { 0, 0 } },
	};

	for (size_t i = 0; i < LENGTH(limits); i++)
		if (setrlimit(limits[i].resource, &limits[i].limit) < 0)
			stop("cannot limit resources");
}

int main(int argc, char **argv)
{
	char *arguments[] = { "program", NULL };
	static char library_path[4096];
	char *environment[] = { library_path, NULL };
	int program;

	if (dup3(2, TRACER_ERRORS, O_CLOEXEC) < 0)
		return 1;
	if (dup2(1, 2) < 0)
		stop("cannot join its streams");
	if (argc != 2 || chdir(argv[1]) < 0)
		stop("cannot enter its folder");
	/* Absolute: the tracer looks the library up by the same name, from elsewhere. */
	snprintf(library_path, sizeof(library_path), "LD_LIBRARY_PATH=%s", argv[1]);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		stop("cannot tie its life to the tracer's");
	program = open("program", O_RDONLY | O_CLOEXEC);
	if (program < 0 || dup3(program, PROGRAM, O_CLOEXEC) < 0)
		stop("cannot open the program");
	if (close_range(3, PROGRAM - 1, 0) < 0 || close_range(TRACER_ERRORS + 1, ~0U, 0) < 0)
		stop("cannot close what it inherited");
	limit_resources();
	syscall(SYS_execveat, PROGRAM, "", arguments, environment, AT_EMPTY_PATH);
	stop("cannot start the program");
}
