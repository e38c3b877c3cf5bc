/*
 * A program for the jail's tests: makes the system calls on its standard input, one a line, and prints the
 * errno of each. A line is numbers; an argument in the form of /a/path is the address of that text.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "osmem/osmem.h"

#define LAST_CALL 600
#define LAST_DESCRIPTOR 2000

/* The kernel's way back from a probe, past any filter: it ends who calls it without one. */
#define UPROBE_CALLS(call) ((call) == 335 || (call) == 336)

/* Numbers of the calls that are made, whatever becomes of them. */
static void sweep(void)
{
	for (long call = 0; call <= LAST_CALL; call++) {
		if (call == SYS_exit || call == SYS_exit_group || UPROBE_CALLS(call))
			continue;
		errno = 0;
		syscall(call, -1L, -1L, -1L, -1L, -1L, -1L);
		if (errno != EPERM && errno != ENOSYS)
			printf("%ld\n", call);
	}
}

/* All that the program was given. */
static void show_surroundings(char **argv, char **environment)
{
	struct stat status;

	for (; *argv; argv++)
		printf("argument %s\n", *argv);
	for (; *environment; environment++)
		printf("variable %s\n", *environment);
	for (int descriptor = 0; descriptor <= LAST_DESCRIPTOR; descriptor++)
		if (!fstat(descriptor, &status))
			printf("descriptor %d\n", descriptor);
}

static void call(char *line)
{
	unsigned long words[7] = {0};
	size_t count = 0;

	for (char *word = strtok(line, " "); word && count < 7; word = strtok(NULL, " "))
		words[count++] = *word == '/' ? (unsigned long)word : strtoul(word, NULL, 0);
	errno = 0;
	syscall((long)words[0], words[1], words[2], words[3], words[4], words[5], words[6]);
	printf("%d\n", errno);
}

int main(int argc, char **argv)
{
	char line[256];

	os_free(os_malloc(0));
	while (argc == 1 && fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strcmp(line, "sweep"))
			sweep();
		else if (!strcmp(line, "surroundings"))
			show_surroundings(argv, environ);
		else
			call(line);
	}
	return 0;
}
