/* What a user can set when the program starts, through OSMEM_OPTIONS; see osmem.h. */
#ifndef BASE_OPTIONS_H_
#define BASE_OPTIONS_H_

#include <stdbool.h>
#include <stddef.h>

#ifndef OSMEM_MMAP_THRESHOLD
#define OSMEM_MMAP_THRESHOLD (128 * 1024)
#endif

struct options {
	bool loaded;
	bool plain; /* loaded, and nobody wants to see the calls: the eyes below and the log are closed */
	bool check, leaks, leaks_fail, stats;
	size_t mmap_threshold; /* bytes of footprint from which on os_malloc() maps */
};

extern struct options options;

/* Reads the environment, once, at first use. What it cannot read it names on standard error, and goes on without. */
void options_load(void);

#endif
