/*
 * The thread's cache. Of the two magazines that it has a class, one is in use; where that is empty, or full, the other
 * one takes its place before the depot is asked, so that a program that goes back and forth over the boundary between
 * two magazines does not ask each time.
 */
#include "malloc/fast/fast.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/align.h"
#include "base/lock.h"
#include "malloc/fast/class.h"
#include "malloc/fast/depot.h"
#include "malloc/fast/large.h"
#include "malloc/fast/slab.h"
#include "malloc/fast/span.h"

#define LIKELY(condition) __builtin_expect(!!(condition), 1)

/* There from the thread's first moment on, without a call. */
#define THREAD_LOCAL static __thread __attribute__((tls_model("initial-exec")))

/* By their tops; each may be NULL. */
THREAD_LOCAL void **loaded[KIND_COUNT], **other[KIND_COUNT];

/* A cache is emptied when its thread ends; what the thread still does after that goes past it. */
THREAD_LOCAL enum { CACHE_NEW, CACHE_OPEN, CACHE_CLOSED } cache_state;

static void close_cache(void *unused)
{
	bool locked = lock_enter();

	(void)unused;
	for (unsigned class = 1; class <= CLASS_LAST; class ++) {
		depot_give(class, loaded[class]);
		depot_give(class, other[class]);
		loaded[class] = other[class] = NULL;
	}
	cache_state = CACHE_CLOSED;
	lock_leave(locked);
}

static pthread_key_t key; /* calls that, at the end of each thread that has a value for it */

static void make_key(void)
{
	pthread_key_create(&key, close_cache);
}

/* Outside the lock, and open before it is known to be: setting the value may allocate. */
static bool cache_is_open(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	if (LIKELY(cache_state != CACHE_NEW))
		return cache_state == CACHE_OPEN;
	cache_state = CACHE_OPEN;
	pthread_once(&once, make_key);
	pthread_setspecific(key, &cache_state);
	return true;
}

static void swap(unsigned class)
{
	void **top = loaded[class];

	loaded[class] = other[class];
	other[class] = top;
}

static void *out_of_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

/* Where there is no magazine, as after the thread's end, or when memory is nearly out, one object is taken. */
static __attribute__((noinline)) void *refill(size_t class)
{
	bool is_open = cache_is_open(), locked;
	void *object = NULL;

	if (magazine_has_object(other[class])) {
		swap(class);
		return *--loaded[class];
	}
	locked = lock_enter();
	if (is_open && !loaded[class])
		loaded[class] = depot_take_empty(class);
	if (loaded[class])
		loaded[class] = depot_exchange_empty(class, loaded[class]);
	else
		slab_take(class, &object, 1);
	lock_leave(locked);
	if (magazine_has_object(loaded[class]))
		return *--loaded[class];
	return object ? object : out_of_memory();
}

/* The next one is fetched into the processor's cache already: nothing here looks at objects, but the program will. */
static inline void *take(size_t class)
{
	void **top = loaded[class];

	if (!LIKELY(magazine_has_object(top)))
		return refill(class);
	__builtin_prefetch(top[-2], 1);
	loaded[class] = top - 1;
	return top[-1];
}

static __attribute__((noinline)) void *take_larger(size_t size, bool *is_zero)
{
	return size <= CLASS_LARGEST ? take(class_of(size)) : large_take(size, 1, is_zero);
}

static inline void *take_any(size_t size, bool *is_zero)
{
	return LIKELY(size <= CLASS_STEPS) ? take(class_of(size)) : take_larger(size, is_zero);
}

void *fast_malloc(size_t size)
{
	return take_any(size, NULL);
}

void *fast_calloc(size_t count, size_t size)
{
	bool is_zero = false;
	size_t bytes;
	void *ptr;

	if (__builtin_mul_overflow(count, size, &bytes))
		return out_of_memory();
	ptr = take_any(bytes, &is_zero);
	return ptr && !is_zero ? memset(ptr, 0, bytes) : ptr;
}

/* Objects of a class whose size is a multiple of the alignment are aligned, since spans are. */
void *fast_memalign(size_t alignment, size_t size)
{
	if (size <= CLASS_LARGEST && alignment <= CLASS_LARGEST)
		for (size_t class = class_of(align_up(size, alignment));; class ++)
			if (!(classes[class].size & (alignment - 1)))
				return take(class);
	return large_take(size, alignment, NULL);
}

/* Where there is no room for it, or it is no object that could be freed. */
static __attribute__((noinline)) void drain(unsigned kind, void *ptr)
{
	bool is_open = cache_is_open(), locked;
	void **top = loaded[kind];

	if (!class_is_start(kind, ptr)) {
		large_give(ptr);
		return;
	}
	if (magazine_has_object(top) && top[-1] == ptr)
		span_stop("free", ptr);
	if (magazine_has_room(other[kind])) {
		swap(kind);
		*loaded[kind]++ = ptr;
		return;
	}
	locked = lock_enter();
	if (loaded[kind])
		loaded[kind] = depot_exchange_full(kind, loaded[kind]);
	else if (is_open)
		loaded[kind] = depot_take_empty(kind);
	if (loaded[kind])
		*loaded[kind]++ = ptr;
	else
		slab_give(kind, ptr);
	lock_leave(locked);
}

void fast_free(void *ptr)
{
	unsigned kind = kind_of(ptr);
	void **top = loaded[kind];

	if (LIKELY(class_is_start(kind, ptr) && magazine_has_room(top) && top[-1] != ptr)) {
		*top = ptr;
		loaded[kind] = top + 1;
	} else if (ptr) {
		drain(kind, ptr);
	}
}

static size_t size_of(const char *call, const void *ptr)
{
	unsigned kind = kind_of(ptr);

	return class_is_start(kind, ptr) ? classes[kind].size : large_size(call, ptr);
}

size_t fast_usable_size(const void *ptr)
{
	return ptr ? size_of("malloc_usable_size", ptr) : 0;
}

static void *move(void *ptr, size_t usable, size_t size)
{
	void *moved = fast_malloc(size);

	if (!moved)
		return NULL;
	memcpy(moved, ptr, size < usable ? size : usable);
	fast_free(ptr);
	return moved;
}

/* A large block that cannot grow where it is moves to a place with a quarter to spare, which costs addresses alone. */
static void *grow(void *ptr, size_t usable, size_t size)
{
	void *moved = NULL;

	if (size > PTRDIFF_MAX)
		return out_of_memory();
	if (usable > CLASS_LARGEST && large_resize(ptr, size))
		return ptr;
	if (usable > CLASS_LARGEST)
		moved = move(ptr, usable, size + size / 4);
	return moved ? moved : move(ptr, usable, size);
}

/* A block stays where it is while it wastes less than half of itself. */
void *fast_realloc(void *ptr, size_t size)
{
	size_t usable;

	if (!ptr)
		return fast_malloc(size);
	if (!size) {
		fast_free(ptr);
		return NULL;
	}
	usable = size_of("realloc", ptr);
	if (size > usable)
		return grow(ptr, usable, size);
	if (size > usable / 2 || usable == classes[1].size || (size > CLASS_LARGEST && large_resize(ptr, size)))
		return ptr;
	return move(ptr, usable, size);
}
