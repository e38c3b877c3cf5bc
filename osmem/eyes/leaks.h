/* leaks: the blocks that nobody freed. */
#ifndef OSMEM_EYES_LEAKS_H_
#define OSMEM_EYES_LEAKS_H_

#include <stdbool.h>

/* Lists them on standard error, and returns whether there were any. */
bool leaks_report(void);

#endif
