/* The depot: a list of magazines for each class. Those without objects are objects of a class themselves. */
#include "malloc/fast/depot.h"

#include <stddef.h>

#include "malloc/fast/slab.h"
#include "malloc/fast/span.h"

#define SLOTS (MAGAZINE_BYTES / sizeof(void *) - 1)
#define DEPOT_BYTES ((size_t)512 << 10)

struct magazine {
	struct magazine *next; /* in the depot */
	void *slot[SLOTS];     /* the last ones, as many as its class may have, and NULL before them */
};

_Static_assert(sizeof(struct magazine) == MAGAZINE_BYTES, "a magazine ends where the next may begin");

static struct {
	struct magazine *full;
	size_t count;
} depots[CLASS_COUNT];

/* Objects in a magazine: at most as many as there are in a span, which are two or more. */
static size_t capacity_of(unsigned class)
{
	size_t count = SPAN_BYTES / classes[class].size;

	return count < SLOTS ? count : SLOTS - 1;
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

static void give_empty(void **top)
{
	slab_give(CLASS_MAGAZINE, magazine_of(top));
}

static void push(unsigned class, struct magazine *full)
{
	full->next = depots[class].full;
	depots[class].full = full;
	depots[class].count++;
}

static void **pop(unsigned class)
{
	struct magazine *full = depots[class].full;

	depots[class].full = full->next;
	depots[class].count--;
	return full->slot + SLOTS;
}

static void **unload(unsigned class, void **top)
{
	while (magazine_has_object(top))
		slab_give(class, *--top);
	return top;
}

static bool has_room(unsigned class)
{
	return depots[class].count * capacity_of(class) * classes[class].size <= DEPOT_BYTES;
}

void **depot_exchange_empty(unsigned class, void **empty)
{
	if (!depots[class].full)
		return empty + slab_take(class, empty, capacity_of(class));
	give_empty(empty);
	return pop(class);
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
		give_empty(unload(class, top));
}
