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

#include "base/lock.h"
#include "malloc/fast/class.h"
#include "malloc/fast/depot.h"
#include "malloc/fast/large.h"
#include "malloc/fast/misuse.h"
#include "malloc/fast/span.h"

#define LIKELY(condition) __builtin_expect(!!(condition), 1)

/* There from the thread's first moment on, without a call. */
#define THREAD_LOCAL static __thread __attribute__((tls_model("initial-exec")))

struct pair {
	struct magazine *loaded, *other; /* each may be NULL */
};

THREAD_LOCAL struct pair cache[CLASS_COUNT];

/* A cache is emptied when its thread ends; what the thread still does after that goes past it. */
THREAD_LOCAL enum { CACHE_NEW, CACHE_OPEN, CACHE_CLOSED } cache_state;

static void *out_of_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

static void close_cache(void *unused)
{
	bool locked = lock_enter();

	(void)unused;
	for (unsigned class = 1; class < CLASS_COUNT; class ++) {
		depot_return(class, cache[class].loaded);
		depot_return(class, cache[class].other);
		cache[class] = (struct pair){NULL, NULL};
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

static void swap(struct pair *pair)
{
	*pair = (struct pair){pair->other, pair->loaded};
}

static void *take_uncached(unsigned class)
{
	struct magazine *magazine = depot_exchange_empty(class, NULL);
	void *object = magazine ? magazine->slot[magazine->count--] : NULL;

	depot_return(class, magazine);
	return object;
}

static void *take_from_depot(unsigned class)
{
	struct magazine *full;

	if (!cache_is_open())
		return take_uncached(class);
	full = depot_exchange_empty(class, cache[class].loaded);
	if (!full)
		return NULL;
	cache[class].loaded = full;
	return full->slot[full->count--];
}

static __attribute__((noinline)) void *refill(unsigned class)
{
	struct pair *pair = &cache[class];
	void *object;
	bool locked;

	if (pair->other && pair->other->count) {
		swap(pair);
		return pair->loaded->slot[pair->loaded->count--];
	}
	cache_is_open();
	locked = lock_enter();
	object = take_from_depot(class);
	lock_leave(locked);
	return object ? object : out_of_memory();
}

static inline void *take(unsigned class)
{
	struct magazine *magazine = cache[class].loaded;

	if (LIKELY(magazine && magazine->count))
		return magazine->slot[magazine->count--];
	return refill(class);
}

static __attribute__((noinline)) void *take_large(size_t size, size_t alignment, bool *is_zero)
{
	bool locked;
	void *ptr;

	if (size > PTRDIFF_MAX - SPAN_BYTES || alignment > PTRDIFF_MAX - SPAN_BYTES - size)
		return out_of_memory();
	locked = lock_enter();
	ptr = large_take(size, alignment, is_zero);
	lock_leave(locked);
	return ptr ? ptr : out_of_memory();
}

void *fast_malloc(size_t size)
{
	return LIKELY(size <= CLASS_LARGEST) ? take(class_of(size)) : take_large(size, 1, NULL);
}

void *fast_calloc(size_t count, size_t size)
{
	bool is_zero = false;
	size_t bytes;
	void *ptr;

	if (__builtin_mul_overflow(count, size, &bytes))
		return out_of_memory();
	ptr = bytes <= CLASS_LARGEST ? take(class_of(bytes)) : take_large(bytes, 1, &is_zero);
	return ptr && !is_zero ? memset(ptr, 0, bytes) : ptr;
}

/* Objects of a class whose size is a multiple of the alignment are aligned, since spans are. */
void *fast_memalign(size_t alignment, size_t size)
{
	if (size > CLASS_LARGEST || alignment > CLASS_LARGEST)
		return take_large(size, alignment, NULL);
	for (unsigned class = class_of(size); class < CLASS_COUNT; class ++)
		if (classes[class].size % alignment == 0)
			return take(class);
	return take_large(size, alignment, NULL);
}

static void give_to_depot(unsigned class, void *object)
{
	struct magazine *empty;

	if (!cache_is_open()) {
		depot_return_object(class, object);
		return;
	}
	empty = depot_exchange_full(class, cache[class].loaded);
	if (!empty) {
		depot_return_object(class, object);
		return;
	}
	cache[class].loaded = empty;
	empty->slot[++empty->count] = object;
}

static __attribute__((noinline)) void drain(unsigned class, void *object)
{
	struct pair *pair = &cache[class];
	int saved_errno = errno;
	bool locked;

	if (pair->other && pair->other->count < pair->other->capacity) {
		swap(pair);
		pair->loaded->slot[++pair->loaded->count] = object;
		return;
	}
	cache_is_open();
	locked = lock_enter();
	give_to_depot(class, object);
	lock_leave(locked);
	errno = saved_errno;
}

static inline void give(unsigned class, void *object)
{
	struct magazine *magazine = cache[class].loaded;

	if (!LIKELY(class_is_start(class, (unsigned)((uintptr_t)object % SPAN_BYTES))))
		misuse_stop_at("free", object);
	if (!LIKELY(magazine)) {
		drain(class, object);
		return;
	}
	if (!LIKELY(magazine->slot[magazine->count] != object))
		misuse_stop("free", object, "it was freed before");
	if (LIKELY(magazine->count < magazine->capacity))
		magazine->slot[++magazine->count] = object;
	else
		drain(class, object);
}

/* The start of a large block; or there is none, and this does not return. */
static void expect_large(const char *call, const void *ptr)
{
	if (kind_of(ptr) != KIND_LARGE || (uintptr_t)ptr % SPAN_BYTES)
		misuse_stop_at(call, ptr);
}

static __attribute__((noinline)) void give_large(void *ptr)
{
	int saved_errno = errno;
	bool locked;

	if (!ptr)
		return;
	locked = lock_enter();
	expect_large("free", ptr);
	large_give(ptr);
	lock_leave(locked);
	errno = saved_errno;
}

void fast_free(void *ptr)
{
	unsigned kind = kind_of(ptr);

	if (LIKELY(kind - 1 < CLASS_COUNT - 1))
		give(kind, ptr);
	else
		give_large(ptr);
}

static size_t size_of(const char *call, const void *ptr)
{
	unsigned kind = kind_of(ptr);

	if (kind - 1 < CLASS_COUNT - 1)
		return classes[kind].size;
	expect_large(call, ptr);
	return large_size(ptr);
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

static bool resize_large(void *ptr, size_t size)
{
	bool locked = lock_enter(), is_done = large_resize(ptr, size);

	lock_leave(locked);
	return is_done;
}

/* A large block that cannot grow where it is moves to a place with a quarter to spare, which costs addresses alone. */
static void *grow(void *ptr, size_t usable, size_t size)
{
	void *moved = NULL;

	if (size > PTRDIFF_MAX - SPAN_BYTES)
		return out_of_memory();
	if (usable > CLASS_LARGEST) {
		if (resize_large(ptr, size))
			return ptr;
		moved = move(ptr, usable, size + size / 4);
	}
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
	if (size > usable / 2 || usable == classes[1].size)
		return ptr;
	if (size > CLASS_LARGEST && resize_large(ptr, size))
		return ptr;
	return move(ptr, usable, size);
}
