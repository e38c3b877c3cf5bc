/*
 * player SCRIPT... [-- FAULT...]: plays scripts against the plain list with these faults, each in a process of its own,
 * and writes for each what the tracer would have seen: the length of the trace and of what was printed, in a line; then
 * both. No tracer and no jail are needed; a program takes a millisecond.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "checker/testdata/recording.h"
#include "plain/fault.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))
#define PAGE ((uintptr_t)4096)

/* Far from all that a fault might unmap by mistake. */
#define RECORDING ((void *)0x10000000000)
/* Microseconds of CPU time. Who has looped a few times is not waited for as long again. */
#define LOOPS_AFTER 400000
#define LOOPS_AGAIN_AFTER 40000
#define PATIENCE 4

int __real_main(int argc, char **argv); /* that of snippets/replay.c */
int __wrap_main(int argc, char **argv); /* what is called in its place */

static const char *const names[] = {
#define FAULT_ROW(name, point, rule, tiers) #name,
#include "checker/testdata/faults.inc"
};

static _Noreturn void stop(const char *what, const char *of)
{
	fprintf(stderr, "player: %s %s\n", what, of);
	exit(2);
}

/* The table is read-only, so that nothing but this can change it. */
static void switch_on(const char *fault)
{
	uintptr_t table = (uintptr_t)&fault_table.on;
	size_t row = 0;

	while (row < LENGTH(names) && strcmp(names[row], fault) != 0)
		row++;
	if (row == LENGTH(names))
		stop("there is no fault", fault);
	if (mprotect((void *)(table / PAGE * PAGE), 2 * PAGE, PROT_READ | PROT_WRITE) < 0)
		stop("cannot switch on", fault);
	((volatile unsigned char *)table)[row] = 1;
}

static int loops;

static void confine(void)
{
	const struct rlimit memory = {1UL << 29, 1UL << 29};
	const struct itimerval time = {.it_value = {.tv_usec = loops < PATIENCE ? LOOPS_AFTER : LOOPS_AGAIN_AFTER}};

	setrlimit(RLIMIT_AS, &memory);
	setitimer(ITIMER_PROF, &time, NULL);
}

static _Noreturn void play(const char *script, int output)
{
	char *arguments[] = {(char *)"replay", (char *)script, NULL};

	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	confine();
	exit(__real_main(2, arguments));
}

/* How the program ended. One that had to be stopped leaves the call that it was in to no one's knowledge. */
static void end_recording(int status)
{
	char *end = recording->text + recording->length;
	size_t room = sizeof(recording->text) - recording->length;
	bool looped = WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF;
	int length = 0;

	loops += looped;
	if (recording->is_open && !looped)
		length = snprintf(end, room, "%s = ?\n%s", recording->heading, recording->made);
	if (looped)
		length += snprintf(end + length, room - (size_t)length, "timeout\n");
	else if (WIFSIGNALED(status))
		length +=
			snprintf(end + length, room - (size_t)length, "signal SIG%s\n", sigabbrev_np(WTERMSIG(status)));
	else
		length += snprintf(end + length, room - (size_t)length, "exit %d\n", WEXITSTATUS(status));
	recording->length += (size_t)length;
}

static void tell(int output)
{
	static char printed[1 << 16];
	ssize_t length = pread(output, printed, sizeof(printed), 0);

	printf("%zu %zd\n", recording->length, length);
	fwrite(recording->text, 1, recording->length, stdout);
	fwrite(printed, 1, (size_t)length, stdout);
}

int __wrap_main(int argc, char **argv)
{
	static char buffer[1 << 16];
	int output = memfd_create("output", 0), scripts = 1, status;

	setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
	recording = mmap(RECORDING, sizeof(*recording), PROT_READ | PROT_WRITE,
			 MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
	if (output < 0 || recording == MAP_FAILED)
		stop("no room for", "the recording");
	while (scripts < argc && strcmp(argv[scripts], "--") != 0)
		scripts++;
	for (int i = scripts + 1; i < argc; i++)
		switch_on(argv[i]);
	for (int i = 1; i < scripts; i++) {
		recording->length = recording->is_open = 0;
		if (ftruncate(output, 0) < 0 || lseek(output, 0, SEEK_SET) < 0 || fflush(stdout))
			stop("cannot begin", argv[i]);
		pid_t child = fork();
		if (child == 0)
			play(argv[i], output);
		if (child < 0 || waitpid(child, &status, 0) < 0)
			stop("cannot play", argv[i]);
		end_recording(status);
		tell(output);
	}
	return fflush(stdout) ? 2 : 0;
}
