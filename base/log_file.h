/* log=FILE: the file, for whoever has calls to tell of. */
#ifndef BASE_LOG_FILE_H_
#define BASE_LOG_FILE_H_

#include <limits.h>
#include <stdbool.h>

#include "base/line.h"

/*
 * Opens that file, or the standard stream that is named: "stderr", "stdout". A regular file is emptied, but not one
 * that another process logs to, nor one that a standard stream leads to. False: there is no log.
 */
bool log_open(const char *name);

/* Why not. */
const char *log_problem(void);

bool log_is_open(void);

/* Writes the line as it is; where the log is a regular file, a forked child gets one of its own for it. */
void log_send(const struct line *line);

/* Where the remark begins behind a call. */
void log_begin_remark(struct line *call);

/* The last call, which ends the program by a signal. */
void log_send_unfinished(struct line *call);

/* The last line: how the process ends, unless it is a forked child that made no call. */
void log_ending(int status);

#endif
