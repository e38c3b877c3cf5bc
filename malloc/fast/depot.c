/* The depot: a list of magazines for each class. Those without objects are objects of a class themselves. */
#include "malloc/fast/depot.h"

#include <stddef.h>

#include "malloc/fast/misuse.h"
#include "malloc/fast/slab.h"
#include "malloc/fast/span.h"

#define SLOTS (MAGAZINE_BYTES / sizeof(void *) - 2)
#define LOAD_BYTES ((size_t)32768) /* of objects in a magazine, at most, unless two are more */
#define DEPOT_BYTES ((size_t)512 << 10)

struct magazine {
	struct magazine *next; /* both are valid in the depot */
	void **top;
	void *slot[SLOTS]; /* the last ones, as many as its class may have, and NULL before them */
};

_Static_assert(sizeof(struct magazine) == MAGAZINE_BYTES, "a magazine ends where the next may begin");

static struct {
	struct magazine *full;
	size_t count;
} depots[CLASS_COUNT];

static size_t capacity_of(unsigned class)
{
	size_t count = LOAD_BYTES / classes[class].size;

	if (count > SLOTS - 1)
		return SLOTS - 1;
	return count < 2 ? 2 : count;
}

static struct magazine *magazine_of(void **top)
{
	return (struct magazine *)((uintptr_t)(top - 1) & ~(uintptr_t)(MAGAZINE_BYTES - 1));
}

static void **bottom_of(unsigned class, struct magazine *magazine)
{
	return magazine->slot + SLOTS - capacity_of(class);
}

static void **make_empty(unsigned class)
{
	void *magazine, **bottom;

	if (!slab_take(CLASS_MAGAZINE, &magazine, 1))
		return NULL;
	bottom = bottom_of(class, magazine);
	bottom[-1] = NULL;
	return bottom;
}

static void drop_empty(void **top)
{
	if (top)
		slab_give(CLASS_MAGAZINE, magazine_of(top));
}

static void push(unsigned class, void **top)
{
	struct magazine *magazine = magazine_of(top);

	magazine->top = top;
	magazine->next = depots[class].full;
	depots[class].full = magazine;
	depots[class].count++;
}

static void **pop(unsigned class)
{
	struct magazine *magazine = depots[class].full;

	if (!magazine)
		return NULL;
	depots[class].full = magazine->next;
	depots[class].count--;
	return magazine->top;
}

void depot_return_object(unsigned class, void *object)
{
	if (!slab_give(class, object))
		misuse_stop("free", object, "it was freed before");
}

static void **unload(unsigned class, void **top)
{
	while (magazine_has_object(top))
		depot_return_object(class, *--top);
	return top;
}

static bool has_room(unsigned class)
{
	size_t bytes = depots[class].count * capacity_of(class) * classes[class].size;

	return bytes <= DEPOT_BYTES + slab_count(class) * SPAN_BYTES / 8;
}

void **depot_exchange_empty(unsigned class, void **empty)
{
	void **full = pop(class);
	size_t count;

	if (full) {
		drop_empty(empty);
		return full;
	}
	full = empty ? empty : make_empty(class);
	count = full ? slab_take(class, full, capacity_of(class)) : 0;
	if (count)
		return full + count;
	if (!empty)
		drop_empty(full);
	return NULL;
}

/* Where there is no room, there may be fewer spans than there were: what a peak left here keeps others in use. */
void **depot_exchange_full(unsigned class, void **full)
{
	void **empty = has_room(class) ? make_empty(class) : NULL;

	if (!full)
		return empty ? empty : make_empty(class);
	if (empty) {
		push(class, full);
		return empty;
	}
	while (!has_room(class))
		drop_empty(unload(class, pop(class)));
	return unload(class, full);
}

/* One with a fair number of objects is as good as a full one to the next thread, which may live as briefly. */
void depot_return(unsigned class, void **top)
{
	size_t count = top ? (size_t)(top - bottom_of(class, magazine_of(top))) : 0;

	if (count > capacity_of(class) / 4 && has_room(class))
		push(class, top);
	else
		drop_empty(unload(class, top));
}
