/* One line for standard error, built in place: what the allocator has to say, it says without allocating. */
#ifndef OSMEM_LINE_H_
#define OSMEM_LINE_H_

#include <stddef.h>

struct line {
	char text[256];
	size_t length;
};

/* What does not fit is cut off. */
void line_add(struct line *line, const char *text);

void line_add_pointer(struct line *line, const void *pointer);

/* Ends the line and writes it, with "osmem: " before it. errno stays as it is. */
void line_write(const struct line *line);

#endif
