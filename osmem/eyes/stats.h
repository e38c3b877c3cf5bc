/* The counters behind os_stats(), and their report at exit. */
#ifndef OSMEM_EYES_STATS_H_
#define OSMEM_EYES_STATS_H_

#include "osmem/eyes/call.h"
#include "osmem/stats.h"

void stats_count(const struct call *call);

/* The caller got a block of that many bytes, or gave one back. */
void stats_took(size_t size);
void stats_gave(size_t size);

/* How many calls there were so far. */
size_t stats_calls(void);

/* Fills in all of it; with the lock held. */
void stats_fill(struct os_stats *stats);

void stats_report(void);

#endif
