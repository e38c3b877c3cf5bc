/* Runs a pattern in a child, and reads the clock there or counts its steps from here. */
#include "bench/meter.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* In the child. */
static bool is_stepped;
static struct timespec started;
static double nanoseconds;

void meter_start(void)
{
	if (is_stepped)
		raise(SIGSTOP);
	clock_gettime(CLOCK_MONOTONIC, &started);
}

void meter_stop(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (is_stepped)
		raise(SIGSTOP);
	nanoseconds = (double)(now.tv_sec - started.tv_sec) * 1e9 + (double)(now.tv_nsec - started.tv_nsec);
}

static void check(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	exit(2);
}

/* What the child has to say: what the pattern returned, and the nanoseconds it took. */
struct answer {
	double result, nanoseconds;
};

static struct answer run(const struct allocator *allocator, const struct pattern *pattern, struct load load)
{
	struct answer answer;
	int ends[2];

	fflush(stdout);
	check(pipe(ends) == 0, "bench: pipe");
	if (fork() == 0) {
		answer.result = pattern->run(allocator, load);
		answer.nanoseconds = nanoseconds;
		_exit(write(ends[1], &answer, sizeof(answer)) == sizeof(answer) ? 0 : 2);
	}
	close(ends[1]);
	check(read(ends[0], &answer, sizeof(answer)) == sizeof(answer), "bench: a run that died");
	close(ends[0]);
	wait(NULL);
	return answer;
}

double meter_result(const struct allocator *allocator, const struct pattern *pattern, struct load load)
{
	return run(allocator, pattern, load).result;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

double meter_time(const struct allocator *allocator, const struct pattern *pattern, struct load load)
{
	double times[3];

	for (int i = 0; i < 3; i++) {
		struct answer answer = run(allocator, pattern, load);

		times[i] = answer.nanoseconds / (double)load.pairs;
	}
	qsort(times, 3, sizeof(times[0]), compare);
	return times[1];
}

/* Lets the child run to its next stop. */
static void resume(pid_t child, enum __ptrace_request how, int *status)
{
	check(ptrace(how, child, NULL, NULL) == 0 && waitpid(child, status, 0) == child, "bench: ptrace");
}

double meter_instructions(const struct allocator *allocator, const struct pattern *pattern, struct load load)
{
	unsigned long steps = 0;
	int status;
	pid_t child = fork();

	if (child == 0) {
		is_stepped = true;
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		pattern->run(allocator, load);
		_exit(0);
	}
	check(waitpid(child, &status, 0) == child && WIFSTOPPED(status), "bench: a run that did not start");
	for (resume(child, PTRACE_SINGLESTEP, &status); WSTOPSIG(status) == SIGTRAP; steps++)
		resume(child, PTRACE_SINGLESTEP, &status);
	check(WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP, "bench: a run that died");
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return (double)steps / (double)load.pairs;
}
