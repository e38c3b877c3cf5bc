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

/* Each returns whether `value`, which ends before `end`, is one. It is NULL for a name alone. */
static bool set_mmap_threshold(const char *value, const char *end)
{
	return value && read_number(value, end, &options.mmap_threshold);
}

static bool set_log(const char *value, const char *end)
{
	char name[LOG_LONGEST_NAME];
	size_t length = (size_t)(end - value);

	if (!value || !length || length >= sizeof(name))
		return false;
	memcpy(name, value, length);
	name[length] = '\0';
	if (!log_open(name))
		return false;
	options.plain = false;
	return true;
}

static bool open_eye(bool *eye, const char *value)
{
	*eye = !value;
	options.plain &= !*eye;
	return *eye;
}

static bool set_leaks(const char *value, const char *end)
{
	options.leaks_fail = value && end - value == 4 && !memcmp(value, "fail", 4);
	return open_eye(&options.leaks, options.leaks_fail ? NULL : value);
}

static const struct option {
	const char *name;
	bool (*set)(const char *value, const char *end); /* or else: */
	bool *eye;                                       /* which takes no value */
	const char *problem;
} known[] = {
	{"mmap_threshold", set_mmap_threshold, NULL, "not a number of bytes"},
	{"log", set_log, NULL, "not stderr nor a file that can be written"},
	{"check", NULL, &options.check, "a value where none belongs"},
	{"leaks", set_leaks, NULL, "neither leaks nor leaks=fail"},
	{"stats", NULL, &options.stats, "a value where none belongs"},
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

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].name) != length || memcmp(known[i].name, setting, length))
			continue;
		if (!(known[i].eye ? open_eye(known[i].eye, value) : known[i].set(value, end)))
			complain(known[i].problem, setting, end);
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
