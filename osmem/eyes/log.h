/* log=FILE: each call as a line, its system calls below it, in the form of section 8 of the contract. */
#ifndef OSMEM_EYES_LOG_H_
#define OSMEM_EYES_LOG_H_

#include "osmem/eyes/call.h"

void log_call(const struct call *call);

/* The call does not return: the program ends in it. */
void log_unfinished(const struct call *call);

#endif
