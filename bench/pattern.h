/* The programs that are measured: each makes malloc/free pairs on any allocator, and says what they took. */
#ifndef BENCH_PATTERN_H_
#define BENCH_PATTERN_H_

#include <stdbool.h>
#include <stddef.h>

struct allocator {
	const char *name;
	void *(*allocate)(size_t size);
	void (*release)(void *ptr);
	void *(*fill)(size_t size);           /* as allocate, for blocks that are not measured */
	size_t (*footprint)(const void *ptr); /* bytes of heap that the live block at `ptr` takes; NULL: not known */
	void *(*zero)(size_t count, size_t size);
	void *(*resize)(void *ptr, size_t size);
};

/* `live` blocks to begin with, `warmup` pairs that are not measured, and then stretches of `pairs` that are. */
struct load {
	size_t live, warmup, pairs;
};

struct pattern {
	const char *name;
	double (*run)(const struct allocator *allocator, struct load load);
	bool is_kernels; /* its blocks are mapped, so the kernel's part is measured as well */
};

/* Keeps `live` blocks of 16 to 1024 bytes and replaces random ones. */
extern const struct pattern pattern_random;

/* The same program, of which only the heap is of interest: returns its peak divided by the peak of what lived in it. */
extern const struct pattern pattern_overhead;

/* The adversarial ones, ended by one without a name. */
extern const struct pattern patterns[];

#endif
