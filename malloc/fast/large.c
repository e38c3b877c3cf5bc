/* A large block is its first span, of that kind, and others behind it. */
#include "malloc/fast/large.h"

#include <errno.h>
#include <stdint.h>

#include "base/lock.h"
#include "malloc/fast/misuse.h"
#include "malloc/fast/run.h"

static size_t spans_for(size_t size)
{
	return size / SPAN_BYTES + (size % SPAN_BYTES != 0);
}

static void *take(size_t count, size_t alignment, bool *is_zero)
{
	span_number first = run_take(count, alignment, is_zero);

	if (!first)
		return NULL;
	span_set_kind(first, 1, KIND_LARGE);
	span_at(first)->length = (uint32_t)count;
	return span_start(first);
}

/* Not to become part of malloc() itself, which is small and quick. */
__attribute__((noinline)) void *large_take(size_t size, size_t alignment, bool *is_zero)
{
	void *ptr = NULL;

	if (size <= PTRDIFF_MAX && alignment <= PTRDIFF_MAX - size) {
		bool locked = lock_enter();

		ptr = take(size ? spans_for(size) : 1, alignment > SPAN_BYTES ? alignment / SPAN_BYTES : 1, is_zero);
		lock_leave(locked);
	}
	if (!ptr)
		errno = ENOMEM;
	return ptr;
}

static span_number expect(const char *call, const void *ptr)
{
	if (kind_of(ptr) != KIND_LARGE || (uintptr_t)ptr % SPAN_BYTES)
		misuse_stop_at(call, ptr);
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

static bool resize(span_number first, size_t count)
{
	size_t old = span_at(first)->length;

	if (count > old && !run_take_here(first + (span_number)old, count - old))
		return false;
	if (count < old)
		run_give(first + (span_number)count, old - count);
	span_at(first)->length = (uint32_t)count;
	return true;
}

bool large_resize(void *ptr, size_t size)
{
	bool locked = lock_enter(), is_done = resize(span_of(ptr), spans_for(size));

	lock_leave(locked);
	return is_done;
}
