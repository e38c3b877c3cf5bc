/* Lines for standard error, written with one system call and without a byte from any allocator. */
#include "osmem/line.h"

#include <errno.h>
#include <stdint.h>
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

void line_write(const struct line *line)
{
	struct iovec parts[] = {
		{(void *)"osmem: ", 7},
		{(void *)line->text, line->length},
		{(void *)"\n", 1},
	};
	int saved_errno = errno;

	/* Nobody is left to tell if this fails. */
	if (writev(STDERR_FILENO, parts, 3) < 0)
		errno = saved_errno;
	errno = saved_errno;
}
