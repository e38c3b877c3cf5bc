/* What happened in a call and why, in words: the remark behind its line in the log. */
#ifndef OSMEM_EYES_EXPLAIN_H_
#define OSMEM_EYES_EXPLAIN_H_

#include "base/line.h"
#include "osmem/eyes/call.h"

void explain_call(struct line *line, const struct call *call);

#endif
