/* A caller is the place in the program that a call returns to. Its name: main+0x1f (./program). */
#ifndef BASE_CALLER_H_
#define BASE_CALLER_H_

#include "base/line.h"

/* By the symbol it lies in, or else by its address in its file. */
void caller_add(struct line *line, const void *caller);

/* Writes the line with the number of a call and its caller behind it: "12 at main+0x1f (./program)". */
void caller_say(struct line *line, size_t call, const void *caller);

#endif
