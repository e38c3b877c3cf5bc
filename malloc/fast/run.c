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
#define FREE_ALLOWED ((size_t)320) /* spans, beside a share of what is in use */

/* The free runs that are clean, and those that are not. */
static struct {
	span_number first[LISTS];
	uint64_t is_used[(LISTS + 63) / 64];
} lists[2];

static size_t in_use, dirty; /* spans */
static int64_t last_sweep;   /* milliseconds */

static unsigned list_of(size_t length)
{
	unsigned log;

	if (length < 64)
		return (unsigned)length;
	log = 63 - (unsigned)__builtin_clzll(length);
	return 64 + 4 * (log - 6) + (unsigned)(length >> (log - 2) & 3);
}

static void enlist(span_number first)
{
	struct span *span = span_at(first);
	unsigned list = list_of(span->length);
	span_number *head = &lists[span->is_clean].first[list];

	span->previous = 0;
	span->next = *head;
	if (*head)
		span_at(*head)->previous = first;
	*head = first;
	lists[span->is_clean].is_used[list / 64] |= (uint64_t)1 << list % 64;
	if (!span->is_clean)
		dirty += span->length;
}

static void unlist(span_number first)
{
	struct span *span = span_at(first);
	unsigned list = list_of(span->length);
	span_number *head = &lists[span->is_clean].first[list];

	if (span->next)
		span_at(span->next)->previous = span->previous;
	if (span->previous)
		span_at(span->previous)->next = span->next;
	else
		*head = span->next;
	if (!*head)
		lists[span->is_clean].is_used[list / 64] &= ~((uint64_t)1 << list % 64);
	if (!span->is_clean)
		dirty -= span->length;
}

/* Takes the free run that begins there out of its list, if there is one of that kind, to be merged. */
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
	*span_at(first) = *span_at(after - 1) =
		(struct span){.length = after - first, .is_clean = is_clean, .is_old = is_old};
	enlist(first);
}

/* The next list, from this one on, that has a run; LISTS if there is none. */
static unsigned next_list(bool is_clean, unsigned list)
{
	while (list < LISTS) {
		uint64_t rest = lists[is_clean].is_used[list / 64] >> list % 64;

		if (rest)
			return list + (unsigned)__builtin_ctzll(rest);
		list = (list / 64 + 1) * 64;
	}
	return LISTS;
}

/* A run of at least that length; in a list of several lengths the first that fits. 0: none. */
static span_number find(bool is_clean, size_t length)
{
	unsigned list = list_of(length);

	for (span_number run = lists[is_clean].first[list]; run; run = span_at(run)->next)
		if (span_at(run)->length >= length)
			return run;
	list = next_list(is_clean, list + 1);
	return list < LISTS ? lists[is_clean].first[list] : 0;
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
	char *start = count <= PTRDIFF_MAX / SPAN_BYTES ? memory_map(count * SPAN_BYTES, SPAN_BYTES) : NULL;

	/* Where the table cannot be made the mapping is lost, as nobody could be told of it. */
	if (!start || !span_make_areas(span_of(start), count))
		return false;
	add(span_of(start), count, true, false);
	return true;
}

static span_number find_any(size_t length)
{
	span_number run = find(false, length);

	return run ? run : find(true, length);
}

/* Where memory is out, the free runs become one kind, so that neighbours merge. */
static span_number find_or_map(size_t length)
{
	span_number run = find_any(length);

	if (run)
		return run;
	if ((length < CHUNK && map_chunk(CHUNK)) || map_chunk(length))
		return find(true, length);
	run_purge();
	return find(true, length);
}

span_number run_take(size_t count, size_t alignment, bool *is_zero)
{
	span_number run = find_or_map(count + alignment - 1), first;

	if (!run)
		return 0;
	first = (span_number)align_up(run, alignment);
	if (is_zero)
		*is_zero = span_at(run)->is_clean;
	cut(run, first, count);
	return first;
}

bool run_take_here(span_number first, size_t count)
{
	if (kind_of(span_start(first)) != KIND_FREE || span_at(first)->length < count)
		return false;
	cut(first, first, count);
	return true;
}

static void purge(span_number run)
{
	size_t length = span_at(run)->length;

	unlist(run);
	memory_purge(span_start(run), length * SPAN_BYTES);
	add(run, length, true, false);
}

/* Purges what is dirty, or only what is old; the rest is old from now on. */
static void sweep(bool only_old)
{
	for (unsigned list = next_list(false, 0); list < LISTS; list = next_list(false, list + 1)) {
		span_number next;

		for (span_number run = lists[false].first[list]; run; run = next) {
			next = span_at(run)->next;
			if (only_old && !span_at(run)->is_old)
				span_at(run)->is_old = true;
			else
				purge(run);
		}
	}
}

void run_purge(void)
{
	sweep(false);
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool is_too_much(void)
{
	return dirty > in_use / 2 + FREE_ALLOWED;
}

/* The longest first, since few of them are needed to be below the bound again. */
static void purge_too_much(void)
{
	for (unsigned list = LISTS; list-- > 0;)
		while (lists[false].first[list]) {
			if (!is_too_much())
				return;
			purge(lists[false].first[list]);
		}
}

static void sweep_if_due(void)
{
	int64_t time = now();

	if (time - last_sweep >= SWEEP_MILLISECONDS) {
		last_sweep = time;
		sweep(true);
	}
	if (is_too_much())
		purge_too_much();
}

void run_give(span_number first, size_t count)
{
	in_use -= count;
	add(first, count, false, false);
	sweep_if_due();
}
