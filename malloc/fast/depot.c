/* The depot: a list of magazines for each class. Those without objects are objects of a class themselves. */
#include "malloc/fast/depot.h"

#include <stddef.h>

#include "malloc/fast/slab.h"
#include "malloc/fast/span.h"

#define SLOTS (MAGAZINE_BYTES / sizeof(void *) - 1)
#define CLASS_BYTES ((size_t)512 << 10)
#define DEPOT_BYTES ((size_t)8 << 20)

struct magazine {
	struct magazine *next; /* in the depot */
	void *slot[SLOTS];     /* the last ones, as many as its class may have, and NULL before them */
};

_Static_assert(sizeof(struct magazine) == MAGAZINE_BYTES, "a magazine ends where the next may begin");

static struct {
	struct magazine *full;
	size_t count;
} depots[CLASS_COUNT];

static size_t held; /* bytes of objects in it */

/* Objects in a magazine: at most as many as there are in a span, which are two or more. */
static size_t capacity_of(unsigned class)
{
	size_t count = SPAN_BYTES / classes[class].size;

	return count < SLOTS ? count : SLOTS - 1;
}

static size_t bytes_of(unsigned class)
{
	return capacity_of(class) * classes[class].size;
}

static struct magazine *magazine_of(void **top)
{
	return (struct magazine *)((uintptr_t)(top - 1) & ~(uintptr_t)(MAGAZINE_BYTES - 1));
}

void **depot_take_empty(unsigned class)
{
	void *magazine, **bottom;

	if (!slab_take(CLASS_MAGAZINE, &magazine, 1))
		return NULL;
	bottom = ((struct magazine *)magazine)->slot + SLOTS - capacity_of(class);
	bottom[-1] = NULL;
	return bottom;
}

static void push(unsigned class, struct magazine *full)
{
	full->next = depots[class].full;
	depots[class].full = full;
	depots[class].count++;
	held += bytes_of(class);
}

static void **unload(unsigned class, void **top)
{
	while (magazine_has_object(top))
		slab_give(class, *--top);
	return top;
}

static bool has_room(unsigned class)
{
	return held < DEPOT_BYTES && depots[class].count * bytes_of(class) <= CLASS_BYTES;
}

void **depot_exchange_empty(unsigned class, void **empty)
{
	struct magazine *full = depots[class].full;

	if (!full)
		return empty + slab_take(class, empty, capacity_of(class));
	slab_give(CLASS_MAGAZINE, magazine_of(empty));
	depots[class].full = full->next;
	depots[class].count--;
	held -= bytes_of(class);
	return full->slot + SLOTS;
}

void **depot_exchange_full(unsigned class, void **full)
{
	void **empty = has_room(class) ? depot_take_empty(class) : NULL;

	if (!empty)
		return unload(class, full);
	push(class, magazine_of(full));
	return empty;
}

void depot_give(unsigned class, void **top)
{
	if (!top)
		return;
	if (!magazine_has_room(top) && has_room(class))
		push(class, magazine_of(top));
	else
		slab_give(CLASS_MAGAZINE, magazine_of(unload(class, top)));
}
