/* Slabs with free objects stand in a list for each class; the others are found by their objects alone. */
#include "malloc/fast/slab.h"

#include <string.h>

#include "malloc/fast/run.h"

static struct {
	span_number partial; /* those with a free object */
	size_t count;
} shelves[CLASS_COUNT];

/* Bits are cut from spans that stay. */
static uint64_t *cut_bits(size_t words)
{
	static uint64_t *rest;
	static size_t left; /* words */
	span_number piece;

	if (words > left) {
		piece = run_take(1, 1, KIND_INNER, NULL);
		if (!piece)
			return NULL;
		rest = span_start(piece);
		left = SPAN_BYTES / sizeof(*rest);
	}
	left -= words;
	rest += words;
	return rest - words;
}

/*
 * The object to be used first is up to half a page in: the starts of spans compete for the same few lines of the
 * processor's cache, and the first objects of the classes are busy ones.
 */
static unsigned first_of(unsigned class)
{
	return class % 32 * 64 / classes[class].size;
}

/* Eight words do for objects of 128 bytes and more. */
static bool clear_bits(struct span *slab)
{
	uint16_t words = slab->capacity <= 8 * 64 ? 8 : 64;

	if (words > slab->words) {
		uint64_t *bits = cut_bits(words);

		if (!bits)
			return false;
		slab->free = bits;
		slab->words = words;
	}
	memset(slab->free, 0, words * sizeof(uint64_t));
	return true;
}

static span_number make_slab(unsigned class)
{
	span_number number = run_take(1, 1, class <= CLASS_LAST ? class : KIND_INNER, NULL);
	struct span *slab = span_at(number);

	if (!number)
		return 0;
	slab->capacity = (uint16_t)(SPAN_BYTES / classes[class].size);
	slab->cut = slab->used = 0;
	if (!clear_bits(slab)) {
		run_give(number, 1);
		return 0;
	}
	span_link(&shelves[class].partial, number);
	shelves[class].count++;
	return number;
}

/* Objects that were used before, then fresh ones; filled in from the end, so that the lowest are used first. */
static size_t take_from(span_number number, unsigned class, void **objects, size_t want)
{
	struct span *slab = span_at(number);
	size_t taken = 0, size = classes[class].size;
	char *start = span_start(number);

	for (unsigned word = 0; word < (slab->capacity + 63u) / 64 && taken < want; word++)
		for (uint64_t *free = &slab->free[word]; *free && taken < want; *free &= *free - 1)
			objects[want - ++taken] = start + (word * 64 + (unsigned)__builtin_ctzll(*free)) * size;
	for (; slab->cut < slab->capacity && taken < want; slab->cut++)
		objects[want - ++taken] = start + (first_of(class) + slab->cut) % slab->capacity * size;
	slab->used = (uint16_t)(slab->used + taken);
	if (slab->used == slab->capacity)
		span_unlink(&shelves[class].partial, number);
	return taken;
}

size_t slab_take(unsigned class, void **objects, size_t want)
{
	size_t missing = want;

	while (missing && (shelves[class].partial || make_slab(class)))
		missing -= take_from(shelves[class].partial, class, objects, missing);
	if (missing)
		memmove(objects, objects + missing, (want - missing) * sizeof(*objects));
	return want - missing;
}

/* The last slab of a class stays, so that a class in use does not get and give back a span again and again. */
void slab_give(unsigned class, void *object)
{
	span_number number = span_of(object);
	struct span *slab = span_at(number);
	unsigned index = class_index(class, object);
	uint64_t bit = (uint64_t)1 << index % 64;

	if ((index + slab->capacity - first_of(class)) % slab->capacity >= slab->cut || slab->free[index / 64] & bit)
		span_stop("free", object);
	slab->free[index / 64] |= bit;
	if (slab->used-- == slab->capacity)
		span_link(&shelves[class].partial, number);
	if (slab->used || shelves[class].count == 1)
		return;
	span_unlink(&shelves[class].partial, number);
	shelves[class].count--;
	run_give(number, 1);
}
