/* A large block is its first span, of that kind, and others behind it. */
#include "malloc/fast/large.h"

#include <errno.h>
#include <stdint.h>

#include "base/lock.h"
#include "malloc/fast/run.h"

static size_t spans_for(size_t size)
{
	return size / SPAN_BYTES + (size % SPAN_BYTES != 0);
}

/* Not to become part of malloc() itself, which is small and quick. */
__attribute__((noinline)) void *large_take(size_t size, size_t alignment, bool *is_zero)
{
	bool locked = lock_enter();
	span_number first = run_take(size ? spans_for(size) : 1, alignment > SPAN_BYTES ? alignment / SPAN_BYTES : 1,
				     KIND_LARGE, is_zero);

	lock_leave(locked);
	if (!first)
		errno = ENOMEM;
	return span_start(first);
}

static span_number expect(const char *call, const void *ptr)
{
	if (kind_of(ptr) != KIND_LARGE || (uintptr_t)ptr % SPAN_BYTES)
		span_stop(call, ptr);
	return span_of(ptr);
}

void large_give(void *ptr)
{
	bool locked = lock_enter();
	span_number first = expect("free", ptr);

	run_give(first, span_at(first)->length);
	lock_leave(locked);
}

size_t large_size(const char *call, const void *ptr)
{
	return span_at(expect(call, ptr))->length * SPAN_BYTES;
}

bool large_resize(void *ptr, size_t size)
{
	span_number first = span_of(ptr);
	uint32_t old = span_at(first)->length;
	size_t count = spans_for(size);
	bool locked = lock_enter(), fits = count <= old || run_take_here(first + old, count - old);

	if (count < old)
		run_give(first + (span_number)count, old - count);
	if (fits)
		span_at(first)->length = (uint32_t)count;
	lock_leave(locked);
	return fits;
}
