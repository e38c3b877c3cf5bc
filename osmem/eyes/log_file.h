/* log=FILE: the file, for whoever has calls to tell of. */
#ifndef OSMEM_EYES_LOG_FILE_H_
#define OSMEM_EYES_LOG_FILE_H_

#include <stdbool.h>

#include "osmem/line.h"

#define LOG_LONGEST_NAME 200

/* Opens that file, or standard error if it is "stderr". False: it cannot be opened. */
bool log_open(const char *name);

bool log_is_open(void);

/* Whether this process opened it, and no child of it did. */
bool log_is_own(void);

/* Writes the line as it is; a forked child gets a file of its own for it. */
void log_send(const struct line *line);

#endif
