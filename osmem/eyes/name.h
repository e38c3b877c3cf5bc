/* Names for addresses that mean the same in every run: heap+0x20, map1+0x20. */
#ifndef OSMEM_EYES_NAME_H_
#define OSMEM_EYES_NAME_H_

#include <stdbool.h>

#include "base/line.h"

/* As section 8 of the contract names it. */
void name_address(struct line *line, const void *address);

/* Whether it lies in the main thread's stack. */
bool name_is_stack(const void *address);

/* Where a new break is. While the heap has no block, it begins at `start`, where the break was. */
void name_break(struct line *line, const void *address, const void *start);

#endif
