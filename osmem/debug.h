/*
 * Eyes into the heap, for people: is it sound, what is in it, how much of what. They come with osmem.h.
 *
 * More opens without a change to the program, by OSMEM_OPTIONS in the environment, separated by commas:
 *
 *     log=stderr   each call with its result and, below it, the system calls made inside, in the form of
 *     log=stdout   section 8 of the contract; what happened and why stands behind a #
 *     log=FILE     the same. A file is emptied first. What a forked child does is added to FILE.PID, and so is
 *                  the log of a program that begins while another logs to FILE, as system() starts one. (Who
 *                  becomes another program without a fork leaves FILE to that.) Device and pipe are shared.
 *     check        misuse ends the program with a report that names where the block was allocated and freed,
 *                  and who called that
 *     leaks        at exit, each block that was not freed, grouped by the place that allocated it and who
 *                  called that
 *     leaks=fail   the same, and the exit status is 1 if it would have been 0
 *     stats        at exit, what os_stats() knows
 *
 * The check finds each pointer that is not a live block's; a write past the end of a block, when that is
 * freed or at exit; a write to a freed block or its header, when its memory is to be used again or at exit,
 * as long as the check keeps the block aside: the last 1024 freed, up to 1 MiB. For that it makes each block
 * 16 bytes larger, fills fresh memory with 0xa5 and freed memory with 0x5a, and lets os_realloc() always
 * move: the addresses are others than the contract's.
 *
 * All of it is off by default and costs nothing then. "At exit" is after all that atexit() and destructors
 * do. What the check finds then makes the exit status 1 if it would have been 0.
 */
#ifndef OSMEM_DEBUG_H_
#define OSMEM_DEBUG_H_

#include "osmem/osmem.h"
#include "osmem/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Looks at every block of the heap: that they tile it, that their links, sizes and states hold, and that the
 * free ones are found where they are looked for. NULL if all is well, or words for the first thing wrong.
 */
OSMEM_API const char *os_check(void);

/* Fills in what stats.h lists. Named after it, as stat() is, which some C++ compilers remark on. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
OSMEM_API void os_stats(struct os_stats *stats);
#pragma GCC diagnostic pop

/* Draws the heap to scale and lists its blocks, at most 100 columns wide, on the file descriptor. */
OSMEM_API void os_dump(int fd);

#ifdef __cplusplus
}
#endif

#endif
