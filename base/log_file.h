/* log=FILE: the file, for whoever has calls to tell of. */
#ifndef BASE_LOG_FILE_H_
#define BASE_LOG_FILE_H_

#include <stdbool.h>

#include "base/line.h"

#define LOG_LONGEST_NAME 200

/* Opens that file, or standard error if it is "stderr". False: it cannot be opened. */
bool log_open(const char *name);

bool log_is_open(void);

/* Writes the line as it is; a forked child gets a file of its own for it. */
void log_send(const struct line *line);

/* Where the remark begins behind a call. */
void log_begin_remark(struct line *call);

/* The last call, which ends the program by a signal. */
void log_send_unfinished(struct line *call);

/* The last line: how the process ends, unless it is a forked child that made no call. */
void log_ending(int status);

#endif
