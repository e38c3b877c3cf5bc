/*
 * What watches the pool when OSMEM_OPTIONS asks for it (osmem/debug.h): log, check, leaks and stats, as for
 * osmem. The lock is held in all of them. Nothing but pool_is_watched() is called otherwise.
 */
#ifndef POOL_EYES_H_
#define POOL_EYES_H_

#include "base/line.h"
#include "base/options.h"
#include "pool/pool.h"

static inline bool pool_is_watched(void)
{
	return __builtin_expect(!options.plain, false);
}

/* eyes.c: around each call. */
void pool_watch_begin(void);
void pool_watch_end(const void *result);

/* eyes.c: the number of the call under way. */
size_t pool_call_number(void);

/* eyes.c: writes into the tag where the block comes from. */
void pool_tag_block(struct Block *block);

/* log.c: a system call was made for the region; failed or not. */
void pool_log_map(size_t region, size_t length, bool failed);
void pool_log_unmap(size_t region, size_t offset, size_t length, bool failed);

/* log.c: the call under way begins. Its pointer is named now, since its region may go. */
void pool_log_begin(void);

/* log.c: the call with all it did since it began with `before`; or that it does not return. */
void pool_log_call(const struct pool_stats *before, const void *result);
void pool_log_unfinished(void);

/* log.c: region1+0x40; 0; other. */
void pool_add_address(struct line *line, const void *address);

/* keep.c: what is freed is filled and kept aside, for uses after that to be seen. The block is in use. */
void pool_keep(struct place place);

/* keep.c: gives back what was kept for longest. False: nothing is kept. */
bool pool_let_go(void);

/* report.c: two lines on standard error that tell who allocated the block, and who freed it. */
void pool_say_origin(const struct Block *block);

/* report.c: at exit. Each returns whether there was anything to complain of. */
bool pool_report_damage(void);
bool pool_report_leaks(void);
void pool_report_stats(void);

#endif
