/*
 * Plays a script of calls (a file, or standard input), one call a line, with the checks of a snippet around
 * each. checker/script.h has the grammar. A line that cannot be read ends it with status 2 before any call is
 * made.
 */
#include <fcntl.h>
#include <stdbool.h>

#include "snippets/snippet.h"

#define POINTERS 512

enum function { MALLOC, CALLOC, REALLOC, FREE };

struct call {
	enum function function;
	int line;
	int target, source; /* indices; -1 is none, or NULL */
	size_t count, size;
};

static char text[1 << 18];
static struct call calls[1 << 13];
static size_t call_count;
static bool is_set[POINTERS];
static void *pointers[POINTERS];

static const char *script_name = "standard input";
static const char *at; /* the reader's place in the text */
static int line;

static _Noreturn void reject(const char *reason)
{
	static struct snippet_line message;

	snippet_add(&message, "replay: ");
	snippet_add(&message, script_name);
	if (line) {
		snippet_add(&message, ", line ");
		snippet_add_number(&message, (size_t)line);
	}
	snippet_add(&message, ": ");
	snippet_add(&message, reason);
	snippet_add(&message, "\n");
	snippet_system_call(SYS_write, 2, (long)message.text, (long)message.length);
	for (;;)
		snippet_system_call(SYS_exit_group, 2, 0, 0);
}

static void skip_spaces(void)
{
	while (*at == ' ' || *at == '\t' || *at == '\r')
		at++;
}

static bool is_word_end(char letter)
{
	return !(letter >= 'a' && letter <= 'z') && !(letter >= '0' && letter <= '9');
}

static bool take_word(const char *word)
{
	const char *end;

	skip_spaces();
	for (end = at; *word; word++, end++)
		if (*end != *word)
			return false;
	if (!is_word_end(*end))
		return false;
	at = end;
	return true;
}

static size_t take_number(const char *what)
{
	size_t number = 0;

	skip_spaces();
	if (*at < '0' || *at > '9')
		reject(what);
	for (; *at >= '0' && *at <= '9'; at++)
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, (size_t)(*at - '0'), &number))
			reject("expected a number of at most 64 bits");
	return number;
}

static int take_index(void)
{
	static const char expected[] = "expected free or a pointer such as p0";
	size_t index;

	skip_spaces();
	if (at[0] != 'p' || at[1] < '0' || at[1] > '9')
		reject(expected);
	at++;
	index = take_number(expected);
	if (index >= POINTERS)
		reject("the last pointer is p511");
	return (int)index;
}

static int take_source(void)
{
	int index;

	if (take_word("null"))
		return -1;
	index = take_index();
	if (!is_set[index])
		reject("that pointer is not there: no line before this one sets it");
	return index;
}

static void take_allocation(struct call *call)
{
	static const char number[] = "expected a number";

	call->target = take_index();
	skip_spaces();
	if (*at++ != '=')
		reject("expected = behind the pointer");
	if (take_word("calloc")) {
		call->function = CALLOC;
		call->count = take_number(number);
	} else if (take_word("realloc")) {
		call->function = REALLOC;
		call->source = take_source();
	} else if (!take_word("malloc")) {
		reject("expected malloc, calloc or realloc behind =");
	}
	call->size = take_number(number);
	is_set[call->target] = true;
}

static void take_line(void)
{
	struct call *call = &calls[call_count];

	skip_spaces();
	if (*at == '\n' || *at == '#' || *at == '\0') {
		while (*at && *at != '\n')
			at++;
		return;
	}
	if (call_count == LENGTH(calls))
		reject("the script has more than 8192 calls");
	call_count++;
	*call = (struct call){.function = MALLOC, .line = line, .target = -1, .source = -1};
	if (take_word("free")) {
		call->function = FREE;
		call->source = take_source();
	} else {
		take_allocation(call);
	}
	skip_spaces();
	if (*at && *at != '\n')
		reject("expected the end of the line");
}

static void read_script(const char *path)
{
	long file = 0, got;
	size_t length = 0;

	if (path) {
		script_name = path;
		file = snippet_system_call(SYS_openat, AT_FDCWD, (long)path, O_RDONLY);
	}
	if (file < 0)
		reject("cannot be opened");
	do {
		got = snippet_system_call(SYS_read, file, (long)(text + length), (long)(sizeof(text) - length));
		if (got < 0)
			reject("cannot be read");
		length += (size_t)got;
		if (length >= sizeof(text))
			reject("is longer than 256 KiB");
	} while (got > 0);
	text[length] = '\0';
	for (at = text; *at; at += *at == '\n') {
		line++;
		take_line();
	}
}

/* Writing too far is told by the neighbours' contents. */
static void check_neighbours(const char *what, struct snippet_place place)
{
	for (size_t i = 0; i < LENGTH(snippet_blocks); i++)
		if (snippet_blocks[i].payload)
			snippet_check_contents(&snippet_blocks[i], snippet_blocks[i].size, what, place);
}

static void *make(const struct call *call, struct snippet_place place)
{
	snippet_count(call->count);
	snippet_size(call->size);
	if (call->function == MALLOC)
		return (os_malloc)(call->size);
	if (call->function == CALLOC)
		return (os_calloc)(call->count, call->size);
	return (os_realloc)(snippet_pointer(call->source < 0 ? NULL : pointers[call->source], place), call->size);
}

static void *check(const struct call *call, void *result, struct snippet_place place)
{
	if (call->function == MALLOC)
		return snippet_malloc(result, place);
	if (call->function == CALLOC)
		return snippet_calloc(result, place);
	snippet_realloc(result, place);
	if (result && result != snippet_call.pointer)
		check_neighbours("realloc-copy: byte # of # of another block changed", place);
	return result;
}

static void play(const struct call *call)
{
	struct snippet_place place = {"line", call->line};

	if (call->function == FREE)
		(os_free)(snippet_free(call->source < 0 ? NULL : pointers[call->source], place));
	else
		pointers[call->target] = check(call, make(call, place), place);
}

int main(int argc, char **argv)
{
	read_script(argc > 1 ? argv[1] : NULL);
	for (size_t i = 0; i < call_count; i++)
		play(&calls[i]);
	check_neighbours("header: byte # of # changed while the block was in use",
			 (struct snippet_place){"the end", 0});
	return 0;
}
