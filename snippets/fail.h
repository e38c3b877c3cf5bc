/*
 * Ends a snippet with one line on what was wrong. Makes its system calls itself: the library under test may
 * stand in for libc.
 */
#ifndef SNIPPETS_FAIL_H_
#define SNIPPETS_FAIL_H_

#include <stddef.h>
#include <sys/syscall.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

struct snippet_place {
	const char *file;
	int line;
};

#define SNIPPET_HERE ((struct snippet_place){__FILE_NAME__, __LINE__})

static inline long snippet_system_call(long number, long first, long second, long third)
{
#if defined(__x86_64__)
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "0"(number), "D"(first), "S"(second), "d"(third)
			 : "rcx", "r11", "memory");
	return result;
#elif defined(__aarch64__)
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = first;
	register long x1 __asm__("x1") = second;
	register long x2 __asm__("x2") = third;

	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
	return x0;
#else
#error "snippets make their system calls themselves: teach snippet_system_call() this machine's way"
#endif
}

struct snippet_line {
	size_t length;
	char text[256];
};

static inline void snippet_add(struct snippet_line *line, const char *text)
{
	while (*text && line->length < sizeof(line->text))
		line->text[line->length++] = *text++;
}

static inline void snippet_add_number(struct snippet_line *line, size_t number)
{
	char digits[24];
	size_t at = sizeof(digits) - 1;

	digits[at] = '\0';
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	snippet_add(line, digits + at);
}

/*
 * Ends the program with one line on standard error. In `what`, each # stands for the next of the two numbers.
 * What comes before its colon is the rule that was broken, by its name in the refs.
 */
static inline _Noreturn void snippet_fail(struct snippet_place place, const char *what, size_t first, size_t second)
{
	static struct snippet_line line;
	size_t numbers[] = {first, second}, used = 0;

	for (; *what; what++) {
		char letter[] = {*what, '\0'};

		if (*what == '#')
			snippet_add_number(&line, numbers[used++]);
		else
			snippet_add(&line, letter);
	}
	snippet_add(&line, ", ");
	snippet_add(&line, place.file);
	snippet_add(&line, ":");
	snippet_add_number(&line, (size_t)place.line);
	snippet_add(&line, "\n");
	snippet_system_call(SYS_write, 2, (long)line.text, (long)line.length);
	for (;;)
		snippet_system_call(SYS_exit_group, 1, 0, 0);
}

#endif
