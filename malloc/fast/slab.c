/* Slabs with free objects stand in a list for each class; the others are found by their objects alone. */
#include "malloc/fast/slab.h"

#include <stdint.h>
#include <string.h>

#include "malloc/fast/run.h"

struct slab {
	struct slab *next, *previous; /* in the list, while an object is free */
	span_number span;
	uint16_t capacity, cut; /* objects: of the span, and those that were ever used */
	uint16_t used;          /* objects that are not free */
	uint64_t free[];
};

static struct {
	struct slab *partial; /* those with a free object */
	struct slab *spare;   /* records of slabs that are no more */
	size_t count;
} shelves[CLASS_COUNT];

/* Records are cut from spans that stay. */
static void *cut_record(size_t bytes)
{
	static char *rest;
	static size_t left;
	span_number span;

	if (bytes > left) {
		span = run_take(1, 1, NULL);
		if (!span)
			return NULL;
		rest = span_start(span);
		left = SPAN_BYTES;
	}
	left -= bytes;
	rest += bytes;
	return rest - bytes;
}

/* One that knows of no object yet. */
static struct slab *take_record(unsigned class)
{
	size_t capacity = SPAN_BYTES / classes[class].size;
	size_t bytes = sizeof(struct slab) + (capacity + 63) / 64 * sizeof(uint64_t);
	struct slab *slab = shelves[class].spare;

	if (slab)
		shelves[class].spare = slab->next;
	else if (!(slab = cut_record(bytes)))
		return NULL;
	memset(slab, 0, bytes);
	slab->capacity = (uint16_t)capacity;
	return slab;
}

static void give_record(unsigned class, struct slab *slab)
{
	slab->next = shelves[class].spare;
	shelves[class].spare = slab;
}

static void link_slab(unsigned class, struct slab *slab)
{
	slab->previous = NULL;
	slab->next = shelves[class].partial;
	if (slab->next)
		slab->next->previous = slab;
	shelves[class].partial = slab;
}

static void unlink_slab(unsigned class, struct slab *slab)
{
	if (slab->next)
		slab->next->previous = slab->previous;
	if (slab->previous)
		slab->previous->next = slab->next;
	else
		shelves[class].partial = slab->next;
}

static struct slab *make_slab(unsigned class)
{
	struct slab *slab = take_record(class);

	if (!slab)
		return NULL;
	slab->span = run_take(1, 1, NULL);
	if (!slab->span) {
		give_record(class, slab);
		return NULL;
	}
	if (class <= CLASS_LAST)
		span_set_kind(slab->span, 1, class);
	span_at(slab->span)->slab = slab;
	link_slab(class, slab);
	shelves[class].count++;
	return slab;
}

static void drop_slab(unsigned class, struct slab *slab)
{
	unlink_slab(class, slab);
	shelves[class].count--;
	run_give(slab->span, 1);
	give_record(class, slab);
}

static char *object_at(const struct slab *slab, unsigned class, unsigned index)
{
	return (char *)span_start(slab->span) + (size_t)index * classes[class].size;
}

/* Objects that were used before, then fresh ones. They are filled in from the end, so that the lowest are used first.
 */
static size_t take_from(struct slab *slab, unsigned class, void **objects, size_t want)
{
	size_t taken = 0;

	for (unsigned word = 0; word < (slab->cut + 63u) / 64 && taken < want; word++)
		for (; slab->free[word] && taken < want; slab->free[word] &= slab->free[word] - 1)
			objects[want - ++taken] =
				object_at(slab, class, word * 64 + (unsigned)__builtin_ctzll(slab->free[word]));
	for (; slab->cut < slab->capacity && taken < want; slab->cut++)
		objects[want - ++taken] = object_at(slab, class, slab->cut);
	slab->used = (uint16_t)(slab->used + taken);
	if (slab->used == slab->capacity)
		unlink_slab(class, slab);
	return taken;
}

size_t slab_take(unsigned class, void **objects, size_t want)
{
	size_t missing = want;

	while (missing) {
		struct slab *slab = shelves[class].partial;

		if (!slab && !(slab = make_slab(class)))
			break;
		missing -= take_from(slab, class, objects, missing);
	}
	for (size_t i = 0; missing && i < want - missing; i++)
		objects[i] = objects[i + missing];
	return want - missing;
}

/* The last slab of a class stays, so that a class in use does not get and give back a span again and again. */
bool slab_give(unsigned class, void *object)
{
	struct slab *slab = span_at(span_of(object))->slab;
	unsigned index = class_index(class, (unsigned)((uintptr_t)object % SPAN_BYTES));
	uint64_t bit = (uint64_t)1 << index % 64;

	if (index >= slab->cut || slab->free[index / 64] & bit)
		return false;
	slab->free[index / 64] |= bit;
	if (slab->used-- == slab->capacity)
		link_slab(class, slab);
	if (!slab->used && shelves[class].count > 1)
		drop_slab(class, slab);
	return true;
}

size_t slab_count(unsigned class)
{
	return shelves[class].count;
}
