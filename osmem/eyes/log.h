/* log=FILE: each call as a line, its system calls below it, in the form of section 8 of the contract. */
#ifndef OSMEM_EYES_LOG_H_
#define OSMEM_EYES_LOG_H_

#include <stdbool.h>

#include "osmem/eyes/call.h"

#define LOG_LONGEST_NAME 200

/* Writes to that file from now on, or to standard error if it is "stderr". False: the file cannot be opened.
 */
bool log_open(const char *name);

void log_call(const struct call *call);

/* The call does not return: the program ends in it. */
void log_unfinished(const struct call *call);

void log_ending(int status);

#endif
