/*
 * Free runs in lists by length, those that may be resident apart from those that are not: the first are used first.
 * A run's length stands in its first and its last span, so that neighbours are found and merged (Knuth's boundary
 * tags), and nothing of it in the run itself.
 */
#include "malloc/fast/run.h"

#include <time.h>

#include "base/align.h"
#include "malloc/fast/memory.h"

/* Up to 63 spans a list for each length; then four lists to each doubling. */
#define LISTS (64 + 4 * 26)
#define CHUNK ((size_t)64) /* spans that are mapped at once: 4 MiB */
#define SWEEP_MILLISECONDS 500
#define FREE_ALLOWED ((size_t)1024) /* spans, beside half of what is in use */
#define FREE_ALLOWED_GROWING ((size_t)320)

/* The first run of each list: those that may be resident, and those that are clean. */
static span_number lists[2][LISTS];

static size_t in_use, dirty; /* spans */

static span_number *list_of(bool is_clean, size_t length)
{
	unsigned log;

	if (length < 64)
		return &lists[is_clean][length];
	log = 63 - (unsigned)__builtin_clzll(length);
	return &lists[is_clean][64 + 4 * (log - 6) + (length >> (log - 2) & 3)];
}

/* Takes the free run that begins there out of its list. */
static void unlist(span_number first)
{
	struct span *span = span_at(first);

	span_unlink(list_of(span->is_clean, span->length), first);
	dirty -= span->is_clean ? 0 : span->length;
}

/* The same, if there is one of that kind, to be merged; its length. */
static uint32_t absorb(span_number first, bool is_clean, bool *is_old)
{
	if (kind_of(span_start(first)) != KIND_FREE || span_at(first)->is_clean != is_clean)
		return 0;
	unlist(first);
	*is_old |= span_at(first)->is_old;
	return span_at(first)->length;
}

/* A free run of these spans, merged with free neighbours of its like; it is as old as the oldest of them. */
static void add(span_number first, size_t length, bool is_clean, bool is_old)
{
	span_number after = first + (span_number)length;

	span_set_kind(first, length, KIND_FREE);
	after += absorb(after, is_clean, &is_old);
	if (kind_of(span_start(first - 1)) == KIND_FREE)
		first -= absorb(first - span_at(first - 1)->length, is_clean, &is_old);
	span_at(first)->length = span_at(after - 1)->length = after - first;
	span_at(first)->is_clean = span_at(after - 1)->is_clean = is_clean;
	span_at(first)->is_old = is_old;
	span_link(list_of(is_clean, after - first), first);
	dirty += is_clean ? 0 : after - first;
}

/* A run of at least that length: in a list of several lengths the first that fits, in those after it any. 0: none. */
static span_number find(size_t length)
{
	for (unsigned is_clean = 0; is_clean < 2; is_clean++)
		for (span_number *list = list_of(is_clean, length); list < lists[is_clean] + LISTS; list++)
			for (span_number run = *list; run; run = span_at(run)->next)
				if (span_at(run)->length >= length)
					return run;
	return 0;
}

/* Cuts `count` spans at `first` out of the free run; what is left over at both ends is free as before. */
static void cut(span_number run, span_number first, size_t count)
{
	struct span old = *span_at(run);
	span_number end = first + (span_number)count;

	unlist(run);
	/* Not free any more when the ends look for neighbours. */
	span_set_kind(first, count, KIND_INNER);
	if (first > run)
		add(run, first - run, old.is_clean, old.is_old);
	if (run + old.length > end)
		add(end, run + old.length - end, old.is_clean, old.is_old);
	in_use += count;
}

static bool map_chunk(size_t count)
{
	char *start = memory_map(count * SPAN_BYTES, SPAN_BYTES);

	/* Where the table cannot be made the mapping is lost, as nobody could be told of it. */
	if (!start || !span_make_areas(span_of(start), count))
		return false;
	add(span_of(start), count, true, false);
	return true;
}

/*
 * What is dirty beyond `allowed` spans goes back to the kernel, the longest runs first, since few of them are enough.
 * At a due sweep what is old goes as well, and the rest is old from now on.
 */
static void sweep(size_t allowed, bool is_due)
{
	for (span_number *list = lists[false] + LISTS; (is_due || dirty > allowed) && list-- > lists[false];)
		for (span_number run = *list, next; run; run = next) {
			size_t length = span_at(run)->length;

			next = span_at(run)->next;
			if (dirty > allowed || (is_due && span_at(run)->is_old)) {
				unlist(run);
				memory_purge(span_start(run), length * SPAN_BYTES);
				add(run, length, true, false);
			} else {
				span_at(run)->is_old |= is_due;
			}
		}
}

/*
 * Before more becomes resident, some of what is goes back. Where memory is out, all free runs become one kind, so that
 * neighbours merge.
 */
static span_number find_or_map(size_t length)
{
	span_number run = find(length);

	if (run && !span_at(run)->is_clean)
		return run;
	sweep(in_use / 2 + FREE_ALLOWED_GROWING, false);
	if (!find(length) && !(length < CHUNK && map_chunk(CHUNK)) && !map_chunk(length))
		sweep(0, false);
	return find(length);
}

span_number run_take(size_t count, size_t alignment, unsigned kind, bool *is_zero)
{
	size_t length = count + alignment - 1;
	span_number run = length < UINT32_MAX ? find_or_map(length) : 0, first;

	if (!run)
		return 0;
	first = (span_number)align_up(run, alignment);
	if (is_zero)
		*is_zero = span_at(run)->is_clean;
	cut(run, first, count);
	span_set_kind(first, 1, kind);
	span_at(first)->length = (uint32_t)count;
	return first;
}

bool run_take_here(span_number first, size_t count)
{
	if (kind_of(span_start(first)) != KIND_FREE || span_at(first)->length < count)
		return false;
	if (span_at(first)->is_clean)
		sweep(in_use / 2 + FREE_ALLOWED_GROWING, false);
	cut(first, first, count);
	return true;
}

static bool is_sweep_due(void)
{
	static int64_t last; /* milliseconds */
	struct timespec time;
	int64_t now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
	now = (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
	if (now - last < SWEEP_MILLISECONDS)
		return false;
	last = now;
	return true;
}

void run_give(span_number first, size_t count)
{
	in_use -= count;
	add(first, count, false, false);
	sweep(in_use / 2 + FREE_ALLOWED, is_sweep_due());
}
