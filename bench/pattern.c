/* Random replacement, and the patterns that would hurt an index, a list, or merging. */
#include "bench/pattern.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bench/meter.h"

#define SMALLEST 16
#define LARGEST 1024
#define THRESHOLD (128 * 1024)
#define HEADER 32

static uint64_t random_state;

/* xorshift64*: quick, and the same numbers for every allocator. */
static uint64_t next_random(void)
{
	random_state ^= random_state >> 12;
	random_state ^= random_state << 25;
	random_state ^= random_state >> 27;
	return random_state * 0x2545f4914f6cdd1d >> 16;
}

static size_t random_size(void)
{
	return SMALLEST + next_random() % (LARGEST - SMALLEST + 1);
}

/* The pointers lie in a mapping, so that they have no part in any heap. */
static unsigned char **new_slots(size_t count)
{
	random_state = 0x9e3779b97f4a7c15;
	return mmap(NULL, count * sizeof(void *), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE,
		    -1, 0);
}

/* A program writes to what it allocates; one byte is the least it can do. */
static unsigned char *touched(void *payload)
{
	*(unsigned char *)payload = 1;
	return payload;
}

static void replace(const struct allocator *allocator, unsigned char **slot, size_t size)
{
	allocator->release(*slot);
	*slot = touched(allocator->allocate(size));
}

static void replace_random(const struct allocator *allocator, unsigned char **slots, size_t live, size_t pairs)
{
	for (size_t i = 0; i < pairs; i++)
		replace(allocator, &slots[next_random() % live], random_size());
}

static double run_random(const struct allocator *allocator, struct load load)
{
	unsigned char **slots = new_slots(load.live);

	for (size_t i = 0; i < load.live; i++)
		slots[i] = touched(allocator->fill(random_size()));
	replace_random(allocator, slots, load.live, load.warmup);
	while (meter_start()) {
		replace_random(allocator, slots, load.live, load.pairs);
		meter_stop();
	}
	return 0;
}

static double run_overhead(const struct allocator *allocator, struct load load)
{
	char *start = sbrk(0);
	unsigned char **slots = new_slots(load.live);
	size_t bytes = 0, peak = 0;

	for (size_t i = 0; i < load.live + load.warmup + load.pairs; i++) {
		unsigned char **slot = i < load.live ? &slots[i] : &slots[next_random() % load.live];

		if (*slot) {
			bytes -= allocator->footprint(*slot);
			allocator->release(*slot);
		}
		*slot = touched(allocator->allocate(random_size()));
		bytes += allocator->footprint(*slot);
		peak = bytes > peak ? bytes : peak;
	}
	return (double)((char *)sbrk(0) - start) / (double)peak; /* the break never went down */
}

static double run_equal(const struct allocator *allocator, struct load load)
{
	unsigned char **slots = new_slots(load.live);

	for (size_t i = 0; i < load.live; i++)
		slots[i] = touched(allocator->allocate(64));
	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++)
			replace(allocator, &slots[next_random() % load.live], 64);
		meter_stop();
	}
	return 0;
}

/* Each block is larger than all before it: what was freed fits only once it was merged. */
static double run_rising(const struct allocator *allocator, struct load load)
{
	unsigned char **slots = new_slots(load.live);

	size_t made = 0;

	for (; made < load.live; made++)
		slots[made] = touched(allocator->allocate(SMALLEST + made / 1000));
	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++, made++)
			replace(allocator, &slots[made % load.live], SMALLEST + made / 1000);
		meter_stop();
	}
	return 0;
}

/* A stretch: fill, free every second block, then all the others, which merges each with both its neighbours. */
static double run_every_second(const struct allocator *allocator, struct load load)
{
	unsigned char **slots = new_slots(load.pairs); /* all of them live in between */

	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++)
			slots[i] = touched(allocator->allocate(random_size()));
		for (size_t i = 0; i < load.pairs; i += 2)
			allocator->release(slots[i]);
		allocator->release(allocator->allocate(SMALLEST)); /* the search that sees each of them alone */
		for (size_t i = 1; i < load.pairs; i += 2)
			allocator->release(slots[i]);
		meter_stop();
	}
	return 0;
}

/* `live` free blocks of one size, each between two in use; then those in use come and go. */
static double run_one_bin(const struct allocator *allocator, struct load load)
{
	unsigned char **slots = new_slots(2 * load.live);

	for (size_t i = 0; i < 2 * load.live; i++)
		slots[i] = touched(allocator->allocate(64));
	for (size_t i = 0; i < 2 * load.live; i += 2)
		allocator->release(slots[i]);
	allocator->release(allocator->allocate(64));
	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++)
			replace(allocator, &slots[next_random() % load.live * 2 + 1], 64);
		meter_stop();
	}
	return 0;
}

/* Sizes climb by 8 across the threshold, from the heap into mappings, and fall back. */
static double run_sawtooth(const struct allocator *allocator, struct load load)
{
	enum { KEPT = 64, TEETH = 32 };
	unsigned char **slots = new_slots(KEPT);

	for (size_t i = 0; i < KEPT; i++)
		slots[i] = touched(allocator->allocate(SMALLEST));
	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++)
			replace(allocator, &slots[i % KEPT], THRESHOLD - HEADER - 8 * TEETH / 2 + 8 * (i % TEETH));
		meter_stop();
	}
	return 0;
}

static double run_zero(const struct allocator *allocator, struct load load)
{
	unsigned char **slots = new_slots(load.live);

	for (size_t i = 0; i < load.live; i++)
		slots[i] = touched(allocator->fill(random_size()));
	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++) {
			unsigned char **slot = &slots[next_random() % load.live];

			allocator->release(*slot);
			*slot = touched(allocator->zero(1, random_size()));
		}
		meter_stop();
	}
	return 0;
}

/* Buffers that grow by half when they are full, side by side, and begin again at 64 KiB. A call instead of a pair. */
static double run_growing(const struct allocator *allocator, struct load load)
{
	enum { BUFFERS = 64, FULL = 64 * 1024 };
	unsigned char **slots = new_slots(BUFFERS);
	size_t sizes[BUFFERS];

	for (size_t i = 0; i < BUFFERS; i++)
		slots[i] = touched(allocator->allocate(sizes[i] = SMALLEST));
	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++) {
			size_t which = next_random() % BUFFERS;

			sizes[which] = sizes[which] < FULL ? sizes[which] * 3 / 2 : SMALLEST;
			slots[which] = touched(allocator->resize(slots[which], sizes[which]));
		}
		meter_stop();
	}
	return 0;
}

static double run_mapped(const struct allocator *allocator, struct load load)
{
	enum { KEPT = 64 };
	unsigned char **slots = new_slots(KEPT);

	for (size_t i = 0; i < KEPT; i++)
		slots[i] = touched(allocator->allocate(2 * THRESHOLD));
	while (meter_start()) {
		for (size_t i = 0; i < load.pairs; i++)
			replace(allocator, &slots[i % KEPT], 2 * THRESHOLD);
		meter_stop();
	}
	return 0;
}

const struct pattern pattern_random = {"random sizes", run_random, false};
const struct pattern pattern_overhead = {"heap", run_overhead, false};

const struct pattern patterns[] = {
	{"all sizes equal", run_equal, false},
	{"sizes strictly rising", run_rising, false},
	{"free every second, then all", run_every_second, false},
	{"free blocks of one size", run_one_bin, false},
	{"sawtooth at the threshold", run_sawtooth, true},
	{"mapped blocks of 256 KiB", run_mapped, true},
	{"calloc, random sizes", run_zero, false},
	{"realloc, growing buffers", run_growing, false},
	{NULL, NULL, false},
};
