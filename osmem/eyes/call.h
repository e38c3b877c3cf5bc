/* One call into the four functions: what came in, what was done, what came out. What the eyes see of it. */
#ifndef OSMEM_EYES_CALL_H_
#define OSMEM_EYES_CALL_H_

#include <stdbool.h>
#include <stddef.h>

#include "base/system.h"

enum function { CALL_MALLOC, CALL_CALLOC, CALL_REALLOC, CALL_FREE };

/* os_realloc() makes at most four: the heap's first chunk, one more growth, a mapping, an unmapping. */
#define CALL_MAX_SYSTEM_CALLS 4

/* How the block that was asked for was come by. */
enum taken {
	TAKEN_NOT,
	TAKEN_MAPPED,
	TAKEN_FIRST_USE, /* out of the chunk that the heap begins with */
	TAKEN_BEST_FIT,
	TAKEN_EXPANDED, /* the last block, free, grew */
	TAKEN_APPENDED,
};

/* What became of the block given to os_realloc(). */
enum resized {
	RESIZED_NOT,
	RESIZED_FITS,
	RESIZED_GREW_LAST,
	RESIZED_ABSORBED,
	RESIZED_MOVED,
};

struct outcome {
	enum taken taken;
	enum resized resized;
	size_t found; /* the payload, before a split, that was taken, grown or reached */
	size_t rest;  /* of the payload that was split off; 0: none */
};

struct call {
	enum function function;
	void *ptr;          /* os_realloc(), os_free() */
	size_t count, size; /* count: os_calloc() */
	const void *caller; /* where it returns to, in the program (base/caller.h) */
	size_t number;      /* the n-th call of all, from 1 */
	void *result;
	int error; /* errno behind the call */
	struct system_call made[CALL_MAX_SYSTEM_CALLS];
	unsigned made_count;
	struct outcome outcome;
};

static inline const char *call_name(enum function function)
{
	static const char *const names[] = {"os_malloc", "os_calloc", "os_realloc", "os_free"};

	return names[function];
}

#endif
