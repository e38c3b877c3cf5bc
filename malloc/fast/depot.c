/* The depot: two lists of magazines for each class. */
#include "malloc/fast/depot.h"

#include <stddef.h>

#include "malloc/fast/class.h"
#include "malloc/fast/misuse.h"
#include "malloc/fast/record.h"
#include "malloc/fast/slab.h"
#include "malloc/fast/span.h"

#define MAGAZINE_BYTES 32768 /* of objects in one, at most, unless two are more */
#define DEPOT_BYTES 65536

static struct {
	struct magazine *full, *empty;
	size_t full_count;
} depots[CLASS_COUNT];

static void push(struct magazine **list, struct magazine *magazine)
{
	magazine->next = *list;
	*list = magazine;
}

static struct magazine *pop(struct magazine **list)
{
	struct magazine *magazine = *list;

	if (magazine)
		*list = magazine->next;
	return magazine;
}

static void push_full(unsigned class, struct magazine *full)
{
	push(&depots[class].full, full);
	depots[class].full_count++;
}

static uint32_t capacity_of(unsigned class)
{
	size_t count = MAGAZINE_BYTES / classes[class].size;

	if (count > MAGAZINE_SLOTS)
		return MAGAZINE_SLOTS;
	return count < 2 ? 2 : (uint32_t)count;
}

static struct magazine *take_empty(unsigned class)
{
	struct magazine *magazine = pop(&depots[class].empty);

	if (!magazine && (magazine = record_take(sizeof(*magazine))))
		magazine->capacity = capacity_of(class);
	return magazine;
}

void depot_return_object(unsigned class, void *object)
{
	if (!slab_give(class, object))
		misuse_stop("free", object, "it was freed before");
}

static bool has_room(unsigned class)
{
	size_t bytes = depots[class].full_count * capacity_of(class) * classes[class].size;

	return bytes <= DEPOT_BYTES + slab_count(class) * SPAN_BYTES / 8;
}

static void unload(unsigned class, struct magazine *magazine)
{
	for (; magazine->count; magazine->count--)
		depot_return_object(class, magazine->slot[magazine->count]);
}

static struct magazine *pop_full(unsigned class)
{
	struct magazine *full = pop(&depots[class].full);

	depots[class].full_count -= full != NULL;
	return full;
}

/* Fewer spans, fewer magazines: what a peak left in them would keep spans from going back. */
static void shrink(unsigned class)
{
	while (!has_room(class)) {
		struct magazine *magazine = pop_full(class);

		unload(class, magazine);
		push(&depots[class].empty, magazine);
	}
}

struct magazine *depot_exchange_empty(unsigned class, struct magazine *empty)
{
	struct magazine *full = pop_full(class);

	if (full) {
		if (empty)
			push(&depots[class].empty, empty);
		return full;
	}
	full = empty ? empty : take_empty(class);
	if (!full)
		return NULL;
	full->count = (uint32_t)slab_take(class, full->slot + 1, full->capacity);
	if (full->count)
		return full;
	if (!empty)
		push(&depots[class].empty, full);
	return NULL;
}

struct magazine *depot_exchange_full(unsigned class, struct magazine *full)
{
	struct magazine *empty;

	if (full && !has_room(class)) {
		unload(class, full);
		shrink(class);
		return full;
	}
	empty = take_empty(class);
	if (full && empty) {
		push_full(class, full);
	} else if (full) {
		unload(class, full);
		empty = full;
	}
	return empty;
}

/* One with a fair number of objects is as good as a full one to the next thread, which may live as briefly. */
void depot_return(unsigned class, struct magazine *magazine)
{
	if (!magazine)
		return;
	if (magazine->count > magazine->capacity / 4 && has_room(class)) {
		push_full(class, magazine);
		return;
	}
	unload(class, magazine);
	push(&depots[class].empty, magazine);
}
