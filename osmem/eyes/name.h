/* Names for addresses that mean the same in every run: heap+0x20, map1+0x20, main+0x1f (./program). */
#ifndef OSMEM_EYES_NAME_H_
#define OSMEM_EYES_NAME_H_

#include <stdbool.h>

#include "osmem/line.h"

/* As section 8 of the contract names it. */
void name_address(struct line *line, const void *address);

/* Whether it lies in the main thread's stack. */
bool name_is_stack(const void *address);

/* A new break, also where it would be the heap's first: from `start` on then, where the break was. */
void name_break(struct line *line, const void *address, const void *start);

/* The place in the program that a call returns to, by the symbol it lies in, or else by its address in its
 * file. */
void name_place(struct line *line, const void *place);

#endif
