/*
 * Stands between the tracer and a program that nobody trusts: what the tracer starts, and what becomes the
 * program. What it keeps out: calls (jail_calls.c), files (checker/system/reach.c), too much of anything, and whatever
 * it inherited. Of the calls that are made, it has the grader told (jail_witness.c).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "checker/run/jail/jail.h"
#include "checker/system/reach.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

#define TRACER_ERRORS (PROGRAM_DESCRIPTOR + 1)
#define WITNESS (PROGRAM_DESCRIPTOR + 2)

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
		const char *too_low;
	} limits[] = {
		/* seconds: SIGXCPU, then SIGKILL */
		{RLIMIT_CPU, {1, 2}, "the limit of time is too low, a run needs 2 seconds (ulimit -t)"},
		{RLIMIT_AS,
		 {1UL << 29, 1UL << 29},
		 "the limit of memory is too low, a run needs 524288 KiB (ulimit -v)"},
		{RLIMIT_FSIZE, {0, 0}, ""}, /* the two streams are pipes, and nothing else is written */
		{RLIMIT_NOFILE, {16, 16}, ""},
		{RLIMIT_NPROC, {0, 0}, ""},
		{RLIMIT_CORE, {0, 0}, ""}, /* no dump: an exec under the tracer undoes PR_SET_DUMPABLE */
	};

	for (size_t i = 0; i < LENGTH(limits); i++)
		if (setrlimit(limits[i].resource, &limits[i].limit) < 0)
			stop(limits[i].too_low);
}

/* Leaves open 0, 1, and 2, which becomes another name of 1, and the three that the exec closes. */
static void keep_few_descriptors(void)
{
	int program;

	if (dup2(1, 2) < 0)
		stop("cannot join its streams");
	program = open("program", O_RDONLY | O_CLOEXEC);
	if (program < 0 || dup3(program, PROGRAM_DESCRIPTOR, O_CLOEXEC) < 0)
		stop("cannot open the program");
	if (close_range(3, PROGRAM_DESCRIPTOR - 1, 0) < 0 || close_range(WITNESS + 1, ~0U, 0) < 0)
		stop("cannot close what it inherited");
}

/* The exec gives the program its neutral name and the one variable that the loader needs. */
static void become_program(const char *box)
{
	static char library[4096];
	char *arguments[] = {"program", NULL};
	char *environment[] = {library, NULL};

	/*
	 * Absolute: the tracer looks the library up by the same name, from elsewhere. By its path, because each call
	 * that the loader would make to find it, in a dozen folders that are not there, is a call for tracer and
	 * witness.
	 */
	snprintf(library, sizeof(library), "LD_PRELOAD=%s/libosmem.so", box);
	syscall(SYS_execveat, PROGRAM_DESCRIPTOR, EMPTY_NAME, arguments, environment, AT_EMPTY_PATH);
	stop("cannot start the program");
}

int main(int argc, char **argv)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
	if (dup3(2, TRACER_ERRORS, O_CLOEXEC) < 0) {
		dprintf(2, "jail: the limit of open files is too low, a run needs %d (ulimit -n)\n", WITNESS + 1);
		return 1;
	}
	if (argc != 4 || chdir(argv[1]) < 0)
		stop("cannot enter its folder");
	if (dup3(atoi(argv[2]), WITNESS, O_CLOEXEC) < 0)
		stop("cannot reach its witness");
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		stop("cannot tie its life to the tracer's");
	if (atoi(argv[3]) < 0)
		dprintf(TRACER_ERRORS, "note: there is no Landlock, the program could read what its user can read\n");
	else if (stay_behind(atoi(argv[3])) < 0)
		stop("cannot confine what it reads");
	keep_few_descriptors();
	if (mmap((void *)EMPTY_NAME, 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) ==
	    MAP_FAILED)
		stop("cannot prepare the exec");
	limit_resources();
	if (call_witness(WITNESS) < 0)
		stop("this system does not tell of a program's system calls (seccomp's user notification)");
	if (confine_calls() < 0)
		stop("cannot load its filter of system calls");
	become_program(argv[1]);
}
