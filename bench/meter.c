/* Runs patterns in children, which read the clock at a word from here, or whose steps are counted from here. */
#include "bench/meter.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_RACERS 4
#define HEATS 3
#define STRETCHES 5

static void check(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	exit(2);
}

/* In the child. */
static bool is_stepped;
static int from_parent, to_parent;
static struct timespec started;

static void answer(double number)
{
	if (write(to_parent, &number, sizeof(number)) != sizeof(number))
		_exit(2);
}

/* Waits for the word to go; there is none when the race is over. */
bool meter_start(void)
{
	static bool is_warm;
	char word;

	if (is_stepped) {
		raise(SIGSTOP);
		return true;
	}
	if (!is_warm)
		answer(0);
	is_warm = true;
	if (read(from_parent, &word, 1) != 1)
		return false;
	clock_gettime(CLOCK_MONOTONIC, &started);
	return true;
}

void meter_stop(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (is_stepped)
		raise(SIGSTOP);
	answer((double)(now.tv_sec - started.tv_sec) * 1e9 + (double)(now.tv_nsec - started.tv_nsec));
}

/* The child's process, and this end of its two pipes. */
struct child {
	pid_t process;
	int in, out;
};

static struct child begin(const struct racer *racer)
{
	struct child child;
	int in[2], out[2];

	fflush(stdout);
	check(pipe(in) == 0 && pipe(out) == 0, "bench: pipe");
	child = (struct child){fork(), in[1], out[0]};
	check(child.process >= 0, "bench: fork");
	if (child.process == 0) {
		close(in[1]);
		from_parent = in[0];
		to_parent = out[1];
		answer(racer->pattern->run(racer->allocator, racer->load));
		_exit(0);
	}
	close(in[0]);
	close(out[1]);
	return child;
}

static double hear(struct child child)
{
	double number;

	check(read(child.out, &number, sizeof(number)) == sizeof(number), "bench: a run that died");
	return number;
}

static void end(struct child child)
{
	close(child.in);
	close(child.out);
	kill(child.process, SIGKILL);
	waitpid(child.process, NULL, 0);
}

double meter_result(const struct allocator *allocator, const struct pattern *pattern, struct load load)
{
	struct racer racer = {allocator, pattern, load, 0};
	struct child child = begin(&racer);
	double result = hear(child);

	end(child);
	return result;
}

static int compare(const void *a, const void *b)
{
	double left = *(const double *)a, right = *(const double *)b;

	return (left > right) - (left < right);
}

static double middle(double *numbers, size_t count)
{
	qsort(numbers, count, sizeof(*numbers), compare);
	return numbers[count / 2];
}

/* One set of processes. */
static void run_heat(const struct racer *racers, size_t count, double times[][STRETCHES * HEATS], size_t first)
{
	struct child children[MOST_RACERS];

	/* One warms up after the other, since a heap of theirs may be half of the memory. */
	for (size_t i = 0; i < count; i++) {
		children[i] = begin(&racers[i]);
		hear(children[i]);
	}
	for (size_t stretch = first; stretch < first + STRETCHES; stretch++)
		for (size_t i = 0; i < count; i++) {
			check(write(children[i].in, "", 1) == 1, "bench: a run that died");
			times[i][stretch] = hear(children[i]);
		}
	for (size_t i = 0; i < count; i++)
		end(children[i]);
}

void meter_race(struct racer *racers, size_t count)
{
	double times[MOST_RACERS][STRETCHES * HEATS];

	for (size_t heat = 0; heat < HEATS; heat++)
		run_heat(racers, count, times, heat * STRETCHES);
	for (size_t i = 0; i < count; i++)
		racers[i].time = middle(times[i], STRETCHES * HEATS) / (double)racers[i].load.pairs;
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
