/* A program for the runner's tests: does what the line on its standard input says. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "osmem/osmem.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static void print(const char *text)
{
	if (write(1, text, strlen(text)) < 0)
		abort();
}

static void do_nothing(void)
{
}

static void exit_3(void)
{
	_exit(3);
}

static void crash(void)
{
	__builtin_trap();
}

static void spin(void)
{
	for (;;)
		__asm__ volatile("");
}

static void wait_for_ever(void)
{
	for (;;)
		pause();
}

static void print_both_streams(void)
{
	print("output\n");
	if (write(2, "errors\n", 7) < 0)
		abort();
}

static void print_without_end(void)
{
	for (;;)
		print("What the program prints is never taken for the tracer's log.\n");
}

static void leave_a_child(void)
{
	if (fork() == 0)
		wait_for_ever();
}

static void eat_memory(void)
{
	size_t eaten = 0;

	while (eaten < 64 && sbrk(1 << 24) != (void *)-1)
		eaten++;
	print(eaten < 64 ? "memory ended\n" : "1 GiB and no end\n");
}

static void show_where_it_runs(void)
{
	print(getenv("LD_PRELOAD"));
}

static void call_all_four(void)
{
	void *block = os_calloc(1, 100);

	block = os_realloc(block, 5000);
	os_free(block);
}

int main(void)
{
	static const struct {
		const char *name;
		void (*act)(void);
	} acts[] = {
		{"", do_nothing},
		{"exit 3", exit_3},
		{"crash", crash},
		{"spin", spin},
		{"wait", wait_for_ever},
		{"print", print_both_streams},
		{"print without end", print_without_end},
		{"leave a child", leave_a_child},
		{"eat memory", eat_memory},
		{"surroundings", show_where_it_runs},
		{"call", call_all_four},
	};
	char line[64] = "";

	if (read(0, line, sizeof(line) - 1) < 0)
		return 100;
	os_free(os_malloc(1000));
	for (size_t i = 0; i < LENGTH(acts); i++)
		if (!strcmp(line, acts[i].name)) {
			acts[i].act();
			return 0;
		}
	return 101;
}
