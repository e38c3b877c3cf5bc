/* bazel run //bench:engine -- [--peer FILE.so]: a malloc/free pair of osmem, of libc and of the plain list, as the heap
 * grows. */
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "bench/meter.h"
#include "osmem/osmem.h"
#include "plain/list.h"

/* A stretch is short enough to be undisturbed often, and long enough for the caches to fill again after the others'. */
#define PAIRS 100000
#define STEPPED_PAIRS 250
#define WEIGHED_PAIRS 2000000

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

static const struct allocator osmem = {"osmem", os_malloc, os_free, os_malloc, header_footprint, os_calloc, os_realloc};
static const struct allocator libc = {"libc", malloc, free, malloc, libc_footprint, calloc, realloc};
static const struct allocator list = {"list",           list_malloc, list_free,   list_append,
				      header_footprint, list_calloc, list_realloc};
static const struct allocator kernel = {"kernel", kernel_allocate, kernel_release, kernel_allocate, NULL, NULL, NULL};
static struct allocator peer = {.name = NULL}; /* another library, if one was given */

static void *peer_function(void *library, const char *name)
{
	char prefixed[32];
	void *function;

	snprintf(prefixed, sizeof(prefixed), "os_%s", name);
	function = dlsym(library, prefixed);
	return function ? function : dlsym(library, name);
}

/* Any library that exports malloc and free, or os_malloc and os_free. */
static bool load_peer(const char *file)
{
	const char *called_from = getenv("BUILD_WORKING_DIRECTORY"); /* by bazel run */
	char path[PATH_MAX];
	void *library;

	if ((called_from && chdir(called_from)) || !realpath(file, path)) {
		fprintf(stderr, "bench: %s: %s\n", file, strerror(errno));
		return false;
	}
	library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!library) {
		fprintf(stderr, "bench: %s\n", dlerror());
		return false;
	}
	*(void **)&peer.allocate = peer_function(library, "malloc");
	*(void **)&peer.release = peer_function(library, "free");
	if (!peer.allocate || !peer.release) {
		fprintf(stderr, "bench: %s exports neither malloc and free nor os_malloc and os_free\n", file);
		return false;
	}
	peer.fill = peer.allocate;
	peer.name = "peer";
	return true;
}

static void print_random(const struct racer *racer, double reference)
{
	struct load load = racer->load, stepped = {load.live, load.warmup, STEPPED_PAIRS};
	struct load weighed = {load.live, load.warmup, WEIGHED_PAIRS};

	printf("%9zu  %-6s %10.1f %8.2f %12.0f", load.live, racer->allocator->name, racer->time,
	       racer->time / reference, meter_instructions(racer->allocator, racer->pattern, stepped));
	if (racer->allocator->footprint)
		printf(" %10.4f", meter_result(racer->allocator, &pattern_overhead, weighed));
	printf("\n");
}

/* The list walks all blocks twice a pair, so few pairs are enough; and there is nothing in its steps to learn. */
static void print_list(size_t live, double reference)
{
	struct racer racer = {&list, &pattern_random, {live, 2, 1 + 50000 / live}, 0};

	meter_race(&racer, 1);
	printf("%9zu  %-6s %10.0f %8.0f\n", live, list.name, racer.time, racer.time / reference);
}

static void print_growth(void)
{
	printf("Random blocks of 16 to 1024 bytes are replaced; each row is one heap.\n");
	printf("%9s  %-6s %10s %8s %12s %10s\n", "live", "", "ns/pair", "/ libc", "instr/pair", "heap/live");
	for (size_t live = 1000; live <= 1000000; live *= 10) {
		struct load load = {live, live < 200000 ? 200000 : live, PAIRS};
		struct racer racers[] = {{&libc, &pattern_random, load, 0},
					 {&osmem, &pattern_random, load, 0},
					 {&peer, &pattern_random, load, 0}};
		size_t count = peer.name ? 3 : 2;

		meter_race(racers, count);
		print_random(&racers[1], racers[0].time);
		print_random(&racers[0], racers[0].time);
		if (count == 3)
			print_random(&racers[2], racers[0].time);
		print_list(live, racers[0].time);
	}
}

static void print_pattern(const struct pattern *pattern)
{
	size_t live = !strcmp(pattern->name, "free blocks of one size") ? 1000000 : 100000;
	struct load load = {live, live, PAIRS};
	struct racer racers[] = {
		{&osmem, &pattern_random, load, 0},
		{&osmem, pattern, load, 0},
		{&libc, pattern, load, 0},
		{&kernel, pattern, load, 0},
	};
	size_t count = pattern->is_kernels ? 4 : 3;

	meter_race(racers, count);
	for (size_t i = 1; i < count; i++)
		printf("%-28s %-6s %10.1f %9.2f\n", pattern->name, racers[i].allocator->name, racers[i].time,
		       racers[i].time / racers[0].time);
}

static void print_patterns(void)
{
	printf("\nPatterns that would hurt, with 10^5 live blocks; 10^6 free ones in \"free blocks of one size\".\n");
	printf("%-28s %-6s %10s %9s\n", "", "", "ns/pair", "/ random");
	for (const struct pattern *pattern = patterns; pattern->name; pattern++)
		print_pattern(pattern);
}

int main(int argc, char **argv)
{
	if (argc != 1 && (argc != 3 || strcmp(argv[1], "--peer") != 0)) {
		fprintf(stderr, "bench: nothing may follow but --peer FILE.so, a library to measure beside libc's\n");
		return 2;
	}
	if (argc == 3 && !load_peer(argv[2]))
		return 2;
	print_growth();
	print_patterns();
	return 0;
}
