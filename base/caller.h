/* A caller is the place in the program that a call returns to. Its name: main+0x1f (./program). */
#ifndef BASE_CALLER_H_
#define BASE_CALLER_H_

#include "base/line.h"

/* By the symbol it lies in, or else by its address in its file. */
void caller_add(struct line *line, const void *caller);

#endif
