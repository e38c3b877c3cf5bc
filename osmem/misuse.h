/* Pointers that are not a live block's: told by what the headers say, and the end of the process (7). */
#ifndef OSMEM_MISUSE_H_
#define OSMEM_MISUSE_H_

#include "osmem/heap.h"

/* Whether `ptr` is the payload of a block on the heap that is still marked free. */
bool misuse_is_freed(void *ptr);

/* Whoever watches the calls is told before misuse ends the process; NULL: nobody watches. */
extern void (*misuse_watcher)(void);

/* One line on standard error that says what is wrong with the `ptr` given to `call`, and the end. */
_Noreturn void misuse_stop(const char *call, void *ptr);

/* The end, for those that have said themselves what is wrong. */
_Noreturn void misuse_end(void);

#endif
