/* Lines, built in place: what the allocator has to say, it says without allocating. */
#ifndef BASE_LINE_H_
#define BASE_LINE_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct line {
	char text[512];
	size_t length;
};

/* What does not fit is cut off. */
void line_add(struct line *line, const char *text);

void line_add_pointer(struct line *line, const void *pointer);

/* "+0x1f", or nothing for 0. */
void line_add_offset(struct line *line, uintptr_t offset);

void line_add_number(struct line *line, size_t number);

/* "1 byte", "2 bytes". */
void line_add_count(struct line *line, size_t number, const char *what);

/* Adds the text; in it stand for the next argument: # for a size_t, @ for a pointer. */
void line_format(struct line *line, const char *text, ...);

/* Spaces up to the column, counted from 0. */
void line_pad(struct line *line, size_t column);

/* Writes it as it is; whether all of it went out. errno stays. */
bool line_send(const struct line *line, int fd);

/* Ends the line for standard error and writes it, with "osmem: " before it. errno stays as it is. */
void line_write(const struct line *line);

/* A whole line for standard error, formatted as above. */
void line_say(const char *text, ...);

#endif
