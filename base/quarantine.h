/* Where the check keeps freed blocks for a while, in which nobody has any business in them. */
#ifndef BASE_QUARANTINE_H_
#define BASE_QUARANTINE_H_

#include <stdbool.h>
#include <stddef.h>

/* Whether so many bytes more find room beside what is there; where nothing is, they always do. */
bool quarantine_has_room(size_t bytes);

/* Fills the block and keeps it; there must be room. */
void quarantine_put(void *payload, size_t bytes);

/* The payload that is there for longest, which leaves; NULL: there is none. */
void *quarantine_take(void);

#endif
