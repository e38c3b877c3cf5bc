/* The table of spans: an area costs the pages of it that are used. */
#include "malloc/fast/span.h"

#include "malloc/fast/memory.h"

#define AREA_ALIGNMENT 4096

struct area *areas[AREAS];

void span_set_kind(span_number first, size_t count, unsigned kind)
{
	for (span_number number = first; number < first + count; number++)
		areas[number / AREA_SPANS]->kind[number % AREA_SPANS] = (uint8_t)kind;
}

bool span_make_areas(span_number first, size_t count)
{
	for (size_t area = first / AREA_SPANS; area <= (first + count - 1) / AREA_SPANS; area++)
		if (!areas[area] && !(areas[area] = memory_map(sizeof(struct area), AREA_ALIGNMENT)))
			return false;
	return true;
}
