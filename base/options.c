/* OSMEM_OPTIONS=name=value,name=value: a table of names, and a reader of numbers that leaves errno alone. */
#define _GNU_SOURCE /* secure_getenv, strchrnul */
#include "base/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/line.h"
#include "base/log_file.h"

struct options options = {.mmap_threshold = OSMEM_MMAP_THRESHOLD};

/* Decimal digits and nothing else, up to `end`. */
static bool read_number(const char *text, const char *end, size_t *number)
{
	size_t result = 0;

	if (text == end)
		return false;
	for (; text < end; text++) {
		if (*text < '0' || *text > '9')
			return false;
		if (__builtin_mul_overflow(result, 10, &result) || __builtin_add_overflow(result, *text - '0', &result))
			return false;
	}
	*number = result;
	return true;
}

/* Each returns what is wrong with `value`, which ends before `end`, or NULL. It is NULL itself for a name alone. */
static const char *set_mmap_threshold(const char *value, const char *end)
{
	return value && read_number(value, end, &options.mmap_threshold) ? NULL : "not a number of bytes";
}

static const char *set_log(const char *value, const char *end)
{
	static char name[PATH_MAX + 1];
	static struct line problem;
	size_t length = (size_t)(end - value);

	if (!value || !length)
		return "neither stderr, stdout nor a file";
	if (length >= sizeof(name))
		length = sizeof(name) - 1; /* too long all the same, which log_open() finds */
	memcpy(name, value, length);
	name[length] = '\0';
	if (log_open(name)) {
		options.plain = false;
		return NULL;
	}
	problem.length = 0;
	line_add(&problem, "no log can be written there (");
	line_add(&problem, log_problem());
	line_add(&problem, ")");
	problem.text[problem.length] = '\0';
	return problem.text;
}

static const char *open_eye(bool *eye, const char *value)
{
	*eye = !value;
	options.plain &= !*eye;
	return *eye ? NULL : "a value where none belongs";
}

static const char *set_leaks(const char *value, const char *end)
{
	options.leaks_fail = value && end - value == 4 && !memcmp(value, "fail", 4);
	return open_eye(&options.leaks, options.leaks_fail ? NULL : value) ? "neither leaks nor leaks=fail" : NULL;
}

static const struct option {
	const char *name;
	const char *(*set)(const char *value, const char *end); /* or else: */
	bool *eye;                                              /* which takes no value */
} known[] = {
	{"mmap_threshold", set_mmap_threshold, NULL},
	{"log", set_log, NULL},
	{"check", NULL, &options.check},
	{"leaks", set_leaks, NULL},
	{"stats", NULL, &options.stats},
};

static void complain(const char *problem, const char *setting, const char *end)
{
	struct line line = {.length = 0};
	char quoted[64];
	size_t length = (size_t)(end - setting) < sizeof(quoted) ? (size_t)(end - setting) : sizeof(quoted) - 1;

	memcpy(quoted, setting, length);
	quoted[length] = '\0';
	line_add(&line, "OSMEM_OPTIONS: ");
	line_add(&line, problem);
	line_add(&line, " in \"");
	line_add(&line, quoted);
	line_add(&line, "\"; ignored");
	line_write(&line);
}

/* One "name=value" that ends before `end`. */
static void set(const char *setting, const char *end)
{
	const char *equals = memchr(setting, '=', (size_t)(end - setting)), *value = equals ? equals + 1 : NULL;
	size_t length = (size_t)((equals ? equals : end) - setting);
	const char *problem;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].name) != length || memcmp(known[i].name, setting, length))
			continue;
		problem = known[i].eye ? open_eye(known[i].eye, value) : known[i].set(value, end);
		if (problem)
			complain(problem, setting, end);
		return;
	}
	complain("no option of that name (there are: mmap_threshold, log, check, leaks, stats)", setting, end);
}

void options_load(void)
{
	const char *setting = secure_getenv("OSMEM_OPTIONS");

	options.loaded = options.plain = true;
	while (setting && *setting) {
		const char *end = strchrnul(setting, ',');

		set(setting, end);
		setting = *end ? end + 1 : end;
	}
}
