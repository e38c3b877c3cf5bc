/* A large block is its first span, of that kind, and others behind it. */
#include "malloc/fast/large.h"

#include <stdint.h>

#include "malloc/fast/run.h"

static size_t spans_for(size_t size)
{
	return (size + SPAN_BYTES - 1) >> SPAN_SHIFT;
}

void *large_take(size_t size, size_t alignment, bool *is_zero)
{
	size_t count = size ? spans_for(size) : 1;
	span_number first = run_take(count, alignment > SPAN_BYTES ? alignment >> SPAN_SHIFT : 1, is_zero);

	if (!first)
		return NULL;
	span_set_kind(first, 1, KIND_LARGE);
	span_at(first)->length = (uint32_t)count;
	return span_start(first);
}

void large_give(void *ptr)
{
	run_give(span_of(ptr), span_at(span_of(ptr))->length);
}

size_t large_size(const void *ptr)
{
	return span_at(span_of(ptr))->length * SPAN_BYTES;
}

bool large_resize(void *ptr, size_t size)
{
	span_number first = span_of(ptr);
	size_t old = span_at(first)->length, count = spans_for(size);

	if (count > old && !run_take_here(first + (span_number)old, count - old))
		return false;
	if (count < old)
		run_give(first + (span_number)count, old - count);
	span_at(first)->length = (uint32_t)count;
	return true;
}
