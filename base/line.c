/* Lines, written with one system call and without a byte from any allocator. */
#include "base/line.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/uio.h>
#include <unistd.h>

static void add_char(struct line *line, char c)
{
	if (line->length < sizeof(line->text))
		line->text[line->length++] = c;
}

void line_add(struct line *line, const char *text)
{
	while (*text)
		add_char(line, *text++);
}

void line_add_pointer(struct line *line, const void *pointer)
{
	uintptr_t value = (uintptr_t)pointer;
	unsigned digits = 1;

	while (digits < 16 && value >> 4 * digits)
		digits++;
	line_add(line, "0x");
	while (digits-- > 0)
		add_char(line, "0123456789abcdef"[value >> 4 * digits & 15]);
}

void line_add_offset(struct line *line, uintptr_t offset)
{
	if (offset)
		line_format(line, "+@", (void *)offset);
}

void line_add_number(struct line *line, size_t number)
{
	char digits[24];
	size_t at = sizeof(digits) - 1;

	digits[at] = '\0';
	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	line_add(line, digits + at);
}

void line_add_count(struct line *line, size_t number, const char *what)
{
	line_add_number(line, number);
	line_add(line, " ");
	line_add(line, what);
	if (number != 1)
		line_add(line, "s");
}

static void format(struct line *line, const char *text, va_list *arguments)
{
	for (; *text; text++) {
		if (*text == '#')
			line_add_number(line, va_arg(*arguments, size_t));
		else if (*text == '@')
			line_add_pointer(line, va_arg(*arguments, void *));
		else
			add_char(line, *text);
	}
}

void line_format(struct line *line, const char *text, ...)
{
	va_list arguments;

	va_start(arguments, text);
	format(line, text, &arguments);
	va_end(arguments);
}

void line_pad(struct line *line, size_t column)
{
	while (line->length < column && line->length < sizeof(line->text))
		line->text[line->length++] = ' ';
}

bool line_send(const struct line *line, int fd)
{
	int saved_errno = errno;
	size_t sent = 0;

	while (sent < line->length) {
		ssize_t bytes = write(fd, line->text + sent, line->length - sent);

		if (bytes < 0 && errno != EINTR)
			break;
		sent += bytes < 0 ? 0 : (size_t)bytes;
	}
	errno = saved_errno;
	return sent == line->length;
}

void line_write(const struct line *line)
{
	struct iovec parts[] = {
		{(void *)"osmem: ", 7},
		{(void *)line->text, line->length},
		{(void *)"\n", 1},
	};
	int saved_errno = errno;

	if (writev(STDERR_FILENO, parts, 3) < 0) {
		/* Nobody is left to tell. */
	}
	errno = saved_errno;
}

void line_say(const char *text, ...)
{
	struct line line = {.length = 0};
	va_list arguments;

	va_start(arguments, text);
	format(&line, text, &arguments);
	va_end(arguments);
	line_write(&line);
}
