/*
 * malloc() and its family for any program, over the four functions of whatever library is loaded with this one:
 *
 *     LD_PRELOAD="libosmem-preload.so libosmem.so" program
 *
 * A block of the program is one of the library's with a front, since 8 bytes are as much as the library aligns to:
 *
 *     block: what os_malloc returned         a multiple of 16: what malloc returns
 *     v                                      v
 *     | 0 or 8 bytes, or more for memalign | block | size | payload, size bytes ...
 *                                          <-- front -->
 */
#define _GNU_SOURCE /* PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP */
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/align.h"
#include "malloc/call_log.h"
#include "malloc/family.h"
#include "malloc/spare.h"
#include "osmem/osmem.h"

struct front {
	char *block;
	size_t size;
};

#define ALIGNMENT 16
/* From the library's pointer to the program's, at most. */
#define FRONT_MOST (sizeof(struct front) + ALIGNMENT - 8)

_Static_assert(sizeof(struct front) == ALIGNMENT, "a payload right behind an aligned front is aligned");

/* Recursive, since the handlers of fork() that others have registered may allocate while ours holds it. */
static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

/* This thread is in a call to the library. The model says: a place that is there from the thread's first moment on. */
static __thread bool is_inside __attribute__((tls_model("initial-exec")));

static void lock_for_fork(void)
{
	pthread_mutex_lock(&lock);
}

static void unlock_in_parent(void)
{
	pthread_mutex_unlock(&lock);
}

/* The child's only thread has another number than the one that locked. */
static void renew_in_child(void)
{
	lock = (pthread_mutex_t)PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
}

/* The library, loaded behind this one, has registered its own by now: ours lock first. */
__attribute__((constructor)) static void watch_forks(void)
{
	pthread_atfork(lock_for_fork, unlock_in_parent, renew_in_child);
}

static void enter(const char *name, const void *ptr, size_t first, size_t second)
{
	pthread_mutex_lock(&lock);
	is_inside = true;
	call_log_begin(name, ptr, first, second);
}

static void leave(const void *result)
{
	call_log_end(result);
	is_inside = false;
	pthread_mutex_unlock(&lock);
}

static void *out_of_memory(void)
{
	errno = ENOMEM;
	return NULL;
}

static struct front *front_of(const void *ptr)
{
	return (struct front *)ptr - 1;
}

static char *payload_in(char *block, size_t alignment)
{
	return (char *)align_up((uintptr_t)block + sizeof(struct front), alignment);
}

/* NULL is passed on. */
static void *make_front(char *block, size_t alignment, size_t size)
{
	char *payload = payload_in(block, alignment);

	if (!block)
		return NULL;
	*front_of(payload) = (struct front){block, size};
	return payload;
}

/* For calls from inside. */
static void *take_spare(size_t size)
{
	void *ptr = spare_take(size);

	return ptr ? ptr : out_of_memory();
}

FAMILY_API void *malloc(size_t size)
{
	void *ptr;

	if (is_inside)
		return take_spare(size);
	if (size > PTRDIFF_MAX - FRONT_MOST)
		return out_of_memory();
	enter("malloc", NULL, size, 0);
	ptr = make_front(os_malloc(size + FRONT_MOST), ALIGNMENT, size);
	leave(ptr);
	return ptr ? ptr : out_of_memory();
}

static void *calloc_inside(size_t size)
{
	void *ptr = take_spare(size);

	return ptr ? memset(ptr, 0, size) : NULL;
}

FAMILY_API void *calloc(size_t count, size_t size)
{
	size_t bytes;
	void *ptr;

	if (__builtin_mul_overflow(count, size, &bytes) || bytes > PTRDIFF_MAX - FRONT_MOST)
		return out_of_memory();
	if (is_inside)
		return calloc_inside(bytes);
	enter("calloc", NULL, count, size);
	ptr = make_front(os_calloc(1, bytes + FRONT_MOST), ALIGNMENT, bytes);
	leave(ptr);
	return ptr ? ptr : out_of_memory();
}

void *family_aligned(size_t alignment, size_t size)
{
	size_t slack = alignment > ALIGNMENT ? alignment - ALIGNMENT : 0;
	void *ptr;

	if (size > PTRDIFF_MAX - FRONT_MOST - slack)
		return out_of_memory();
	if (is_inside)
		return alignment > ALIGNMENT ? out_of_memory() : take_spare(size);
	enter("memalign", NULL, alignment, size);
	ptr = make_front(os_malloc(size + FRONT_MOST + slack), slack ? alignment : ALIGNMENT, size);
	leave(ptr);
	return ptr ? ptr : out_of_memory();
}

static void free_spare(void *ptr)
{
	pthread_mutex_lock(&lock);
	spare_give(ptr);
	pthread_mutex_unlock(&lock);
}

FAMILY_API void free(void *ptr)
{
	int saved_errno = errno;

	if (!ptr)
		return;
	if (spare_has(ptr)) {
		free_spare(ptr);
		return;
	}
	/* From inside, the heap cannot take a block back: it stays. */
	if (is_inside)
		return;
	enter("free", ptr, 0, 0);
	os_free(front_of(ptr)->block);
	leave(NULL);
	errno = saved_errno;
}

FAMILY_API size_t malloc_usable_size(void *ptr)
{
	if (!ptr)
		return 0;
	return spare_has(ptr) ? spare_size(ptr) : front_of(ptr)->size;
}

/* What the library's own realloc cannot do: from or to spare memory, or where the front has a place of its own. */
static void *move(void *ptr, size_t size)
{
	size_t kept = malloc_usable_size(ptr);
	void *moved = malloc(size);

	if (!moved)
		return NULL;
	memcpy(moved, ptr, kept < size ? kept : size);
	free(ptr);
	return moved;
}

/* The payload may lie 8 bytes off in the new block; it moves before its front is written, which may lie in it. */
static void *resize(void *ptr, size_t size)
{
	struct front old = *front_of(ptr);
	size_t offset = (size_t)((char *)ptr - old.block);
	char *block = os_realloc(old.block, size + FRONT_MOST);

	if (!block)
		return NULL;
	memmove(payload_in(block, ALIGNMENT), block + offset, old.size < size ? old.size : size);
	return make_front(block, ALIGNMENT, size);
}

FAMILY_API void *realloc(void *ptr, size_t size)
{
	void *resized;

	if (!ptr)
		return malloc(size);
	if (!size) {
		free(ptr);
		return NULL;
	}
	if (is_inside || spare_has(ptr) || (size_t)((char *)ptr - front_of(ptr)->block) > FRONT_MOST)
		return move(ptr, size);
	if (size > PTRDIFF_MAX - FRONT_MOST)
		return out_of_memory();
	enter("realloc", ptr, size, 0);
	resized = resize(ptr, size);
	leave(resized);
	return resized ? resized : out_of_memory();
}
