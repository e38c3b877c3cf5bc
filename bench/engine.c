/* bazel run //bench:engine -- what a malloc/free pair costs in osmem, in libc and on a plain list, as the heap grows.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "bench/list.h"
#include "bench/meter.h"
#include "osmem/osmem.h"

#define STEPPED_PAIRS 1000

/* Both of ours have the contract's header, whose first word is the size of the payload. */
static size_t header_footprint(const void *ptr)
{
	return 32 + *((const size_t *)ptr - 4);
}

static size_t libc_footprint(const void *ptr)
{
	return malloc_usable_size((void *)ptr) + sizeof(size_t);
}

/* The mappings that the contract asks for and nothing else: what of a pattern's time is the kernel's. */
static void *kernel_allocate(size_t size)
{
	static size_t on_heap[8];
	size_t *block = on_heap, footprint = size + 32;

	if (footprint >= 128 * 1024)
		block = mmap(NULL, footprint, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	*block = footprint;
	return block + 4;
}

static void kernel_release(void *ptr)
{
	size_t *block = (size_t *)ptr - 4;

	if (*block >= 128 * 1024)
		munmap(block, *block);
}

static const struct allocator osmem = {"osmem", os_malloc, os_free, os_malloc, header_footprint};
static const struct allocator libc = {"libc", malloc, free, malloc, libc_footprint};
static const struct allocator list = {"list", list_malloc, list_free, list_append, header_footprint};
static const struct allocator kernel = {"kernel", kernel_allocate, kernel_release, kernel_allocate, NULL};

static void print_random(const struct allocator *allocator, struct load load, double reference)
{
	double time = allocator == &libc ? reference : meter_time(allocator, &pattern_random, load);
	struct load stepped = {load.live, load.warmup, STEPPED_PAIRS};

	printf("%9zu  %-6s %10.1f %8.2f %12.0f %10.4f\n", load.live, allocator->name, time, time / reference,
	       meter_instructions(allocator, &pattern_random, stepped),
	       meter_result(allocator, &pattern_overhead, load));
}

/* The list walks all blocks twice a pair, so few pairs are enough; and there is nothing in its steps to learn. */
static void print_list(size_t live, double reference)
{
	struct load few = {live, 2, 4 + 200000 / live};
	double time = meter_time(&list, &pattern_random, few);

	printf("%9zu  %-6s %10.0f %8.0f\n", live, list.name, time, time / reference);
}

static void print_growth(void)
{
	printf("Random blocks of 16 to 1024 bytes are replaced; each row is one heap.\n");
	printf("%9s  %-6s %10s %8s %12s %10s\n", "live", "", "ns/pair", "/ libc", "instr/pair", "heap/live");
	for (size_t live = 1000; live <= 1000000; live *= 10) {
		size_t pairs = live < 500000 ? 1000000 : 2 * live;
		struct load load = {live, pairs, pairs};
		double reference = meter_time(&libc, &pattern_random, load);

		print_random(&osmem, load, reference);
		print_random(&libc, load, reference);
		print_list(live, reference);
	}
}

static void print_pattern(const struct pattern *pattern, const struct allocator *allocator, struct load load,
			  double reference)
{
	double time = meter_time(allocator, pattern, load);

	printf("%-28s %-6s %10.1f %9.2f\n", pattern->name, allocator->name, time, time / reference);
}

static void print_patterns(void)
{
	printf("\nPatterns that would hurt, with 10^5 live blocks; 10^6 free ones in \"free blocks of one size\".\n");
	printf("%-28s %-6s %10s %9s\n", "", "", "ns/pair", "/ random");
	for (const struct pattern *pattern = patterns; pattern->name; pattern++) {
		size_t live = !strcmp(pattern->name, "free blocks of one size") ? 1000000 : 100000;
		struct load load = {live, live, 1000000};
		double reference = meter_time(&osmem, &pattern_random, load);

		print_pattern(pattern, &osmem, load, reference);
		print_pattern(pattern, &libc, load, reference);
		if (!strcmp(pattern->name, "sawtooth at the threshold"))
			print_pattern(pattern, &kernel, load, reference);
	}
}

int main(void)
{
	print_growth();
	print_patterns();
	return 0;
}
