/* A caller is the place in the program that a call returns to. Its name: main+0x1f (./program). */
#ifndef BASE_CALLER_H_
#define BASE_CALLER_H_

#include <stdbool.h>

#include "base/line.h"

#define MOST_CALLERS 4

/* A caller, its own caller, and so on: behind a program's own function for getting memory stands who needs it. */
struct callers {
	const void *at[MOST_CALLERS]; /* NULL behind the last */
};

/*
 * For callers_of() to know more than the first: before main, since the unwinder is loaded, which allocates. It reads
 * the tables that C++ exceptions need and every compiler writes, not frame pointers, which optimised programs lack.
 */
void callers_prepare(void);

/* Those of a call under way that returns to `caller`. */
struct callers callers_of(const void *caller);

/* Below, at or above 0, as the one comes before, with or behind the other. */
int callers_compare(const struct callers *callers, const struct callers *others);

/*
 * Ends the line with the first one's name, and writes it: by the symbol it lies in, or else by its address in its file.
 * Then a line for each of the others, down to main().
 */
void callers_write(struct line *line, const struct callers *callers);

#endif
