/* Slabs with free objects stand in a list for each class; the others are found by their objects alone. */
#include "malloc/fast/slab.h"

#include <string.h>

#include "base/align.h"
#include "malloc/fast/memory.h"
#include "malloc/fast/run.h"

#define PAGE ((size_t)4096)
#define IDLE_ALLOWED ((size_t)2 << 20) /* bytes, beside a share of what there was */

static span_number partial[CLASS_COUNT]; /* those with a free object */

static size_t idle, kept; /* bytes of slabs that are no object in use; how many there were after the last purge */

/* The object to be used first is up to half a page in: starts of spans compete for few lines of a processor's cache. */
static unsigned first_of(unsigned class)
{
	return class % 32 * 64 / classes[class].size;
}

static void purge_between(char *start, char *end)
{
	uintptr_t first = align_up((uintptr_t)start, PAGE), last = (uintptr_t)end & ~(uintptr_t)(PAGE - 1);

	if (first < last)
		memory_purge((void *)first, last - first);
}

/* Gives back the pages between objects in use. The bits behind the last object's are 0, as of one in use. */
static void purge_slab(span_number number, size_t size)
{
	struct span *slab = span_at(number);
	char *start = span_start(number), *end = start; /* of the last one in use */

	slab->is_purged = true;
	for (unsigned word = 0; word < (slab->capacity + 63u) / 64; word++)
		for (uint64_t used = ~slab_bits(number)[word]; used; used &= used - 1) {
			char *object = start + (word * 64 + (unsigned)__builtin_ctzll(used)) * size;

			purge_between(end, object);
			end = object + size;
		}
	purge_between(end, start + SPAN_BYTES);
}

/* A slab that is being used up for the first time is left alone. */
static void purge(void)
{
	for (unsigned class = 1; class < CLASS_COUNT; class ++)
		for (span_number slab = partial[class]; slab; slab = span_at(slab)->next)
			if (!span_at(slab)->is_purged && span_at(slab)->cut == span_at(slab)->capacity)
				purge_slab(slab, classes[class].size);
	kept = idle;
}

/* Before there are more of them, what the others have free goes back, if that has become much. */
static span_number make_slab(unsigned class)
{
	span_number number;
	struct span *slab;

	kept = idle < kept ? idle : kept;
	if (idle > kept + kept / 8 + IDLE_ALLOWED)
		purge();
	number = run_take(1, 1, class <= CLASS_LAST ? class : KIND_INNER, NULL);
	if (!number)
		return 0;
	slab = span_at(number);
	slab->capacity = (uint16_t)(SPAN_BYTES / classes[class].size);
	slab->cut = slab->used = 0;
	memset(slab_bits(number), 0, (slab->capacity + 63u) / 64 * sizeof(uint64_t));
	span_link(&partial[class], number);
	idle += SPAN_BYTES;
	return number;
}

/* Objects that were used before, then fresh ones; filled in from the end, so that the lowest are used first. */
static size_t take_from(span_number number, unsigned class, void **objects, size_t want)
{
	struct span *slab = span_at(number);
	size_t taken = 0, size = classes[class].size;
	char *start = span_start(number);

	for (unsigned word = 0; word < (slab->capacity + 63u) / 64 && taken < want; word++)
		for (uint64_t *free = &slab_bits(number)[word]; *free && taken < want; *free &= *free - 1)
			objects[want - ++taken] = start + (word * 64 + (unsigned)__builtin_ctzll(*free)) * size;
	for (; slab->cut < slab->capacity && taken < want; slab->cut++)
		objects[want - ++taken] = start + (first_of(class) + slab->cut) % slab->capacity * size;
	slab->used = (uint16_t)(slab->used + taken);
	idle -= taken * size;
	if (slab->used == slab->capacity)
		span_unlink(&partial[class], number);
	return taken;
}

size_t slab_take(unsigned class, void **objects, size_t want)
{
	size_t missing = want;

	while (missing && (partial[class] || make_slab(class)))
		missing -= take_from(partial[class], class, objects, missing);
	if (missing)
		memmove(objects, objects + missing, (want - missing) * sizeof(*objects));
	return want - missing;
}

/* An empty slab stays while no other has room, so that a class does not get and give back a span again and again. */
void slab_give(unsigned class, void *object)
{
	span_number number = span_of(object);
	struct span *slab = span_at(number);
	unsigned index = class_index(class, object);
	uint64_t *word = &slab_bits(number)[index / 64], bit = (uint64_t)1 << index % 64;

	if ((index + slab->capacity - first_of(class)) % slab->capacity >= slab->cut || *word & bit)
		span_stop("free", object);
	*word |= bit;
	slab->is_purged = false;
	idle += classes[class].size;
	if (slab->used-- == slab->capacity)
		span_link(&partial[class], number);
	if (slab->used || !(slab->next || slab->previous))
		return;
	span_unlink(&partial[class], number);
	idle -= SPAN_BYTES;
	run_give(number, 1);
}
