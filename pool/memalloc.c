/* The functions that hand out memory and take it back: each enters the pool, does its one thing, and leaves.
 */
#include "pool/memalloc.h"

#include <errno.h>

#include "pool/pool.h"

void init_pool(size_t size)
{
	pool_enter("init_pool", NULL);
	if (the_pool.first_length)
		pool_misuse("the pool's first region was set to %zu bytes before; it is set once",
			    the_pool.first_length);
	if (the_pool.first)
		pool_misuse("too late: the first region exists since the first request; call it before that");
	if (size == 0 || size > PTRDIFF_MAX)
		pool_misuse("a first region of %zu bytes cannot be", size);
	the_pool.first_length = size;
	pool_leave();
}

void custom_set_fit(enum custom_fit fit)
{
	pool_enter("custom_set_fit", NULL);
	the_pool.fit = fit;
	pool_leave();
}

static void *allocate(const char *call, size_t size, size_t alignment)
{
	void *payload;

	pool_enter(call, NULL);
	payload = pool_allocate(size, alignment);
	pool_leave();
	return payload;
}

void *custom_malloc(size_t size)
{
	return allocate("custom_malloc", size, ALIGNMENT);
}

void *custom_calloc(size_t count, size_t size)
{
	void *payload;
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes)) {
		errno = ENOMEM;
		return NULL;
	}
	payload = allocate("custom_calloc", bytes, ALIGNMENT);
	return payload ? memset(payload, 0, bytes) : NULL;
}

void *custom_aligned_alloc(size_t alignment, size_t size)
{
	if (alignment == 0 || (alignment & (alignment - 1))) {
		errno = EINVAL;
		return NULL;
	}
	return allocate("custom_aligned_alloc", size, alignment > ALIGNMENT ? alignment : ALIGNMENT);
}

static void *move(struct place place, size_t size)
{
	size_t asked = block_asked(place.block);
	void *payload = pool_allocate(size, ALIGNMENT);

	if (!payload)
		return NULL;
	memcpy(payload, block_payload(place.block), asked < size ? asked : size);
	pool_release(place);
	return payload;
}

static void *resize(struct place place, size_t size)
{
	if (size == 0) {
		pool_release(place);
		return NULL;
	}
	if (size <= PTRDIFF_MAX && pool_resize_in_place(place, size))
		return block_payload(place.block);
	return move(place, size);
}

void *custom_realloc(void *ptr, size_t size)
{
	void *payload;

	pool_enter("custom_realloc", ptr);
	payload = ptr ? resize(pool_live_block(ptr), size) : pool_allocate(size, ALIGNMENT);
	pool_leave();
	return payload;
}

void custom_free(void *ptr)
{
	if (!ptr)
		return;
	pool_enter("custom_free", ptr);
	pool_release(pool_live_block(ptr));
	pool_leave();
}
