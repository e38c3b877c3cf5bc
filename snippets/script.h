/*
 * Reads a script of calls, one call a line; checker/programs/script.h has the grammar. What cannot be read ends the
 * program with status 2, before any call is made. Calls no function of libc, as snippet.h does not.
 */
#ifndef SNIPPETS_SCRIPT_H_
#define SNIPPETS_SCRIPT_H_

#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>

#include "snippets/fail.h"

#define SCRIPT_POINTERS 4096
#define SCRIPT_CALLS 8192

enum script_function { SCRIPT_MALLOC, SCRIPT_CALLOC, SCRIPT_REALLOC, SCRIPT_FREE };

struct script_call {
	enum script_function function;
	int line;
	int target, source; /* indices; -1 is none, or NULL */
	size_t count, size;
};

static struct script_call script_calls[SCRIPT_CALLS];
static size_t script_length; /* in calls */

/* The reader's place. */
static const char *script_reader; /* the program that reads */
static const char *script_name;
static const char *script_at;
static int script_line;
static bool script_is_set[SCRIPT_POINTERS];

static _Noreturn void script_reject(const char *reason)
{
	static struct snippet_line message;

	snippet_add(&message, script_reader);
	snippet_add(&message, ": ");
	snippet_add(&message, script_name);
	if (script_line) {
		snippet_add(&message, ", line ");
		snippet_add_number(&message, (size_t)script_line);
	}
	snippet_add(&message, ": ");
	snippet_add(&message, reason);
	snippet_add(&message, "\n");
	snippet_system_call(SYS_write, 2, (long)message.text, (long)message.length);
	for (;;)
		snippet_system_call(SYS_exit_group, 2, 0, 0);
}

static void script_skip_spaces(void)
{
	while (*script_at == ' ' || *script_at == '\t' || *script_at == '\r')
		script_at++;
}

static bool script_is_word_end(char letter)
{
	return !(letter >= 'a' && letter <= 'z') && !(letter >= '0' && letter <= '9');
}

static bool script_take_word(const char *word)
{
	const char *end;

	script_skip_spaces();
	for (end = script_at; *word; word++, end++)
		if (*end != *word)
			return false;
	if (!script_is_word_end(*end))
		return false;
	script_at = end;
	return true;
}

static size_t script_take_number(const char *what)
{
	size_t number = 0;

	script_skip_spaces();
	if (*script_at < '0' || *script_at > '9')
		script_reject(what);
	for (; *script_at >= '0' && *script_at <= '9'; script_at++)
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, (size_t)(*script_at - '0'), &number))
			script_reject("expected a number of at most 64 bits");
	return number;
}

static int script_take_index(void)
{
	static const char expected[] = "expected free or a pointer such as p0";
	size_t index;

	script_skip_spaces();
	if (script_at[0] != 'p' || script_at[1] < '0' || script_at[1] > '9')
		script_reject(expected);
	script_at++;
	index = script_take_number(expected);
	if (index >= SCRIPT_POINTERS)
		script_reject("the last pointer is p4095");
	return (int)index;
}

static int script_take_source(void)
{
	int index;

	if (script_take_word("null"))
		return -1;
	index = script_take_index();
	if (!script_is_set[index])
		script_reject("that pointer is not there: no line before this one sets it");
	return index;
}

static void script_take_allocation(struct script_call *call)
{
	static const char number[] = "expected a number";

	call->target = script_take_index();
	script_skip_spaces();
	if (*script_at++ != '=')
		script_reject("expected = behind the pointer");
	if (script_take_word("calloc")) {
		call->function = SCRIPT_CALLOC;
		call->count = script_take_number(number);
	} else if (script_take_word("realloc")) {
		call->function = SCRIPT_REALLOC;
		call->source = script_take_source();
	} else if (!script_take_word("malloc")) {
		script_reject("expected malloc, calloc or realloc behind =");
	}
	call->size = script_take_number(number);
	script_is_set[call->target] = true;
}

static void script_take_line(void)
{
	struct script_call *call = &script_calls[script_length];

	script_skip_spaces();
	if (*script_at == '\n' || *script_at == '#' || *script_at == '\0') {
		while (*script_at && *script_at != '\n')
			script_at++;
		return;
	}
	if (script_length == LENGTH(script_calls))
		script_reject("the script has more than 8192 calls");
	script_length++;
	*call = (struct script_call){.function = SCRIPT_MALLOC, .line = script_line, .target = -1, .source = -1};
	if (script_take_word("free")) {
		call->function = SCRIPT_FREE;
		call->source = script_take_source();
	} else {
		script_take_allocation(call);
	}
	script_skip_spaces();
	if (*script_at && *script_at != '\n')
		script_reject("expected the end of the line");
}

/* The whole of a file, or of standard input where `path` is NULL. */
static const char *script_text(const char *path)
{
	static char text[1 << 18];
	long file = 0, got;
	size_t length = 0;

	if (path)
		file = snippet_system_call(SYS_openat, AT_FDCWD, (long)path, O_RDONLY);
	if (file < 0)
		script_reject("cannot be opened");
	do {
		got = snippet_system_call(SYS_read, file, (long)(text + length), (long)(sizeof(text) - length));
		if (got < 0)
			script_reject("cannot be read");
		length += (size_t)got;
		if (length >= sizeof(text))
			script_reject("is longer than 256 KiB");
	} while (got > 0);
	text[length] = '\0';
	return text;
}

static void script_open(const char *reader, const char *path)
{
	script_reader = reader;
	script_name = path ? path : "standard input";
	script_at = script_text(path);
}

static void script_read(void)
{
	for (; *script_at; script_at += *script_at == '\n') {
		script_line++;
		script_take_line();
	}
}

#endif
