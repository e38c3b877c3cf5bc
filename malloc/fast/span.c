/* The table of spans: an area costs the pages of it that are used. */
#include "malloc/fast/span.h"

#include <stdlib.h>

#include "base/line.h"
#include "malloc/fast/memory.h"

struct area *areas[AREAS];

void span_set_kind(span_number first, size_t count, unsigned kind)
{
	for (span_number number = first; number < first + count; number++)
		areas[number / AREA_SPANS]->kind[number % AREA_SPANS] = (uint8_t)kind;
}

void span_link(span_number *list, span_number number)
{
	struct span *span = span_at(number);

	span->previous = 0;
	span->next = *list;
	if (*list)
		span_at(*list)->previous = number;
	*list = number;
}

void span_unlink(span_number *list, span_number number)
{
	struct span *span = span_at(number);

	if (span->next)
		span_at(span->next)->previous = span->previous;
	if (span->previous)
		span_at(span->previous)->next = span->next;
	else
		*list = span->next;
}

bool span_make_areas(span_number first, size_t count)
{
	for (size_t area = first / AREA_SPANS; area <= (first + count - 1) / AREA_SPANS; area++)
		if (!areas[area] && !(areas[area] = memory_map(sizeof(struct area), 1)))
			return false;
	return true;
}

static const char *what_is_wrong(const void *ptr)
{
	unsigned kind = kind_of(ptr);

	if (kind == KIND_NONE)
		return "this heap never gave it out";
	if (kind == KIND_FREE)
		return "it was freed before, or never given out";
	if (class_is_start(kind, ptr))
		return "it was freed before";
	return "it points into a block, not to its start";
}

_Noreturn void span_stop(const char *call, const void *ptr)
{
	struct line line = {.length = 0};

	line_add(&line, call);
	line_add(&line, "(");
	line_add_pointer(&line, ptr);
	line_add(&line, "): ");
	line_add(&line, what_is_wrong(ptr));
	line_write(&line);
	abort();
}
