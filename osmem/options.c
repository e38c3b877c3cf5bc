/* OSMEM_OPTIONS=name=value,name=value: a table of names, and a reader of numbers that leaves errno alone. */
#define _GNU_SOURCE /* secure_getenv, strchrnul */
#include "osmem/options.h"

#include <stdlib.h>
#include <string.h>

#include "osmem/line.h"

struct options options = {.mmap_threshold = OSMEM_MMAP_THRESHOLD};

static const struct option {
	const char *name;
	size_t *value;
} known[] = {
	{"mmap_threshold", &options.mmap_threshold},
};

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
	const char *equals = memchr(setting, '=', (size_t)(end - setting));
	size_t length = (size_t)((equals ? equals : end) - setting);

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].name) != length || memcmp(known[i].name, setting, length))
			continue;
		if (!equals || !read_number(equals + 1, end, known[i].value))
			complain("not a number of bytes", setting, end);
		return;
	}
	complain("no option of that name (there is: mmap_threshold)", setting, end);
}

void options_load(void)
{
	const char *setting = secure_getenv("OSMEM_OPTIONS");

	options.loaded = true;
	while (setting && *setting) {
		const char *end = strchrnul(setting, ',');

		set(setting, end);
		setting = *end ? end + 1 : end;
	}
}
