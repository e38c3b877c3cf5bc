/*
 * What watches the pool when OSMEM_OPTIONS asks for it (osmem/debug.h): log, check, leaks and stats, as for osmem. The
 * lock is held in all of them. Nothing but pool_eyes_are_open() is called otherwise.
 */
#ifndef POOL_EYES_EYES_H_
#define POOL_EYES_EYES_H_

#include "base/options.h"
#include "pool/pool.h"

/* They may be, as long as the options were not read. */
static inline bool pool_eyes_are_open(void)
{
	return __builtin_expect(!options.plain, false);
}

/* eyes.c: around each call that hands out memory or takes it back. */
void pool_eyes_begin(void);
void pool_eyes_end(const void *result);

/* eyes.c: the call under way got the block at `payload`, new or resized: notes who did, and fills it for check. */
void pool_eyes_took(void *payload);

/* eyes.c: check: what is freed is filled and kept aside, for uses after that to be seen. For the pool it is in use. */
void pool_eyes_quarantine(struct place place);

/* log.c: the call under way begins. Its pointer is named now, since its region may go. */
void pool_log_begin(void);

/* log.c: it ends, with all it did since the pool was as `before`; or it does not return. */
void pool_log_end(const struct pool_stats *before, const void *result);
void pool_log_unfinished(void);

/* log.c: as struct pool_watcher says. */
void pool_log_map(size_t region, size_t length, bool failed);
void pool_log_unmap(size_t region, size_t offset, size_t length, bool failed);

/* log.c: region1+0x40; 0; other. */
void pool_log_address(struct line *line, const void *address);

/* report.c: the number of the call under way, or of the last one. */
extern size_t pool_report_call;

/* report.c: says who allocated the block, and who freed it. */
void pool_report_origin(const struct Block *block);

/* report.c: at exit. They return whether there was anything to complain of. */
bool pool_report_damage(void);
bool pool_report_leaks(void);
void pool_report_stats(void);

#endif
