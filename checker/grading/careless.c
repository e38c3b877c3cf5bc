/* Fast and wrong, for race_test: each block lies behind the last, and none comes back; and what else is switched on. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "osmem/osmem.h"

#ifdef FORGE
/* Plays the first of race_test's rounds, and tells of all the others what the player would have told. */
static void forge_after_one_round(void)
{
	enum { ALLOCATIONS = 80 };
	static uint64_t made, rounds, number, sum;
	char head[64];

	if (++made <= ALLOCATIONS || pread(0, head, sizeof(head), 0) < 0 ||
	    sscanf(head, "%" SCNu64 " %" SCNu64 "\n", &rounds, &number) != 2)
		return;
	for (uint64_t i = 0; i < rounds * ALLOCATIONS; i++) {
		uint64_t tag = ++number * 0x9e3779b97f4a7c15;

		tag = (tag ^ tag >> 30) * 0xbf58476d1ce4e5b9;
		tag = (tag ^ tag >> 27) * 0x94d049bb133111eb;
		sum += tag ^ tag >> 31;
	}
	dprintf(1, "%" PRIu64 "\n", sum);
	_exit(0);
}
#else
static void forge_after_one_round(void)
{
}
#endif

struct block {
	size_t size;
	char payload[];
};

/* ltrace puts breakpoints where functions begin. */
static int is_watched(void)
{
	return *(volatile unsigned char *)(uintptr_t)os_malloc == 0xcc;
}

/* Where nobody looks, nobody sees that nothing is played. */
static void leave_where_nobody_looks(void)
{
#ifdef LEAVE
	if (!is_watched())
		_exit(write(1, "0\n", 2) == 2 ? 0 : 1);
#endif
}

/* Where nobody looks, the break moves far enough for many blocks. */
__attribute__((unused)) static int move_break(char *to)
{
#ifdef CHANGE
	static char *end;

	if (to <= end)
		return 0;
	end = is_watched() ? to : to + (1 << 20);
	return brk(end);
#else
	(void)is_watched;
	return brk(to);
#endif
}

static struct block *take(size_t footprint)
{
#ifdef STRAY
	static char own[1 << 24] __attribute__((aligned(8)));
	static size_t used;

	used += footprint;
	return (struct block *)(own + used - footprint);
#else
	static char *last;

	if (!last)
		last = sbrk(0);
#ifdef OVERLAP
	footprint -= 8;
#endif
	last += footprint;
	return move_break(last) < 0 ? NULL : (struct block *)(last - footprint);
#endif
}

void *os_malloc(size_t size)
{
	struct block *block;

	leave_where_nobody_looks();
	forge_after_one_round();
	block = take((size + 7) / 8 * 8 + sizeof(struct block));
	if (!block)
		return NULL;
	block->size = size;
	return block->payload;
}

void *os_calloc(size_t count, size_t size)
{
	return os_malloc(count * size);
}

void *os_realloc(void *payload, size_t size)
{
	void *target = os_malloc(size);

#ifndef SPOIL
	if (target && payload)
		memcpy(target, payload, ((size_t *)payload)[-1] < size ? ((size_t *)payload)[-1] : size);
#else
	(void)payload;
#endif
	return target;
}

void os_free(void *payload)
{
	(void)payload;
}
