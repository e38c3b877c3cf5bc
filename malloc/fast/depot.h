/*
 * Magazines and the depot (Bonwick and Adams, "Magazines and Vmem", 2001). A magazine is an array of free objects of
 * one class. Each thread has two a class; the depot has those that are full and those that are empty, so that threads
 * and the slabs deal in magazines and not in objects. Calls are made under the lock.
 *
 * The bound: of each class the depot holds at most an eighth of what the class has in spans, or 64 KiB and a magazine.
 */
#ifndef MALLOC_FAST_DEPOT_H_
#define MALLOC_FAST_DEPOT_H_

#include <stdint.h>

#define MAGAZINE_SLOTS 126

struct magazine {
	struct magazine *next;          /* in the depot */
	uint32_t count;                 /* of objects, which are in slot[1] to slot[count] */
	uint32_t capacity;              /* of its class */
	void *slot[1 + MAGAZINE_SLOTS]; /* the first one stays NULL: it is no object's address */
};

/* A magazine with objects for an empty one, which may be NULL; NULL, when memory is out: the empty one stays. */
struct magazine *depot_exchange_empty(unsigned class, struct magazine *empty);

/* An empty magazine for a full one, which may be NULL; NULL, for that alone, when memory is out. */
struct magazine *depot_exchange_full(unsigned class, struct magazine *full);

/* Takes one back, with whatever is in it, or NULL. */
void depot_return(unsigned class, struct magazine *magazine);

/* Takes one object back, where there is no magazine. */
void depot_return_object(unsigned class, void *object);

#endif
