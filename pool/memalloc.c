/* The functions that hand out memory and take it back: each enters, does its one thing, and leaves. */
#include "pool/memalloc.h"

#include <errno.h>

#include "pool/eyes/eyes.h"

#define CALLER __builtin_return_address(0)

static void enter(const struct pool_call *call)
{
	pool_enter(call);
	if (pool_eyes_are_open())
		pool_eyes_begin();
}

static void *leave(void *result)
{
	if (pool_eyes_are_open())
		pool_eyes_end(result);
	return pool_leave(result);
}

static void *allocate(size_t size, size_t alignment)
{
	void *payload = pool_allocate(size, alignment);

	if (payload && pool_eyes_are_open())
		pool_eyes_took(payload);
	return payload;
}

void init_pool(size_t size)
{
	pool_enter(&(struct pool_call){.name = "init_pool"});
	if (the_pool.first_length)
		pool_misuse(NULL, "the pool's first region was set to %zu bytes before; it is set once",
			    the_pool.first_length);
	if (the_pool.first)
		pool_misuse(NULL, "too late: the first region exists since the first request; call it before that");
	if (size == 0 || size > PTRDIFF_MAX)
		pool_misuse(NULL, "a first region of %zu bytes cannot be", size);
	the_pool.first_length = size;
	pool_leave(NULL);
}

void custom_set_fit(enum custom_fit fit)
{
	pool_enter(&(struct pool_call){.name = "custom_set_fit"});
	the_pool.fit = fit;
	pool_leave(NULL);
}

void *custom_malloc(size_t size)
{
	const struct pool_call call = {"custom_malloc", POOL_TAKE, NULL, "#", {size}, CALLER};

	enter(&call);
	return leave(allocate(size, ALIGNMENT));
}

void *custom_calloc(size_t count, size_t size)
{
	const struct pool_call call = {"custom_calloc", POOL_TAKE, NULL, "#, #", {count, size}, CALLER};
	void *payload;
	size_t bytes;

	enter(&call);
	payload = __builtin_mul_overflow(count, size, &bytes) ? pool_fail(ENOMEM) : allocate(bytes, ALIGNMENT);
	leave(payload);
	return payload ? memset(payload, 0, bytes) : NULL;
}

void *custom_aligned_alloc(size_t alignment, size_t size)
{
	const struct pool_call call = {"custom_aligned_alloc", POOL_TAKE, NULL, "#, #", {alignment, size}, CALLER};
	bool is_power_of_two = alignment != 0 && (alignment & (alignment - 1)) == 0;

	enter(&call);
	if (!is_power_of_two)
		return leave(pool_fail(EINVAL));
	return leave(allocate(size, alignment > ALIGNMENT ? alignment : ALIGNMENT));
}

static void release(struct place place)
{
	if (options.check)
		pool_eyes_quarantine(place);
	else
		pool_release(place);
}

static void *move(struct place place, size_t size)
{
	size_t asked = block_asked(place.block);
	void *payload = allocate(size, ALIGNMENT);

	if (!payload)
		return NULL;
	memcpy(payload, block_payload(place.block), asked < size ? asked : size);
	release(place);
	return payload;
}

/* With the check on, a block always moves, so that the old pointer is of no use to anybody who kept it. */
static void *resize(struct place place, size_t size)
{
	if (size == 0) {
		release(place);
		return NULL;
	}
	if (options.check || size > PTRDIFF_MAX || !pool_resize_in_place(place, size))
		return move(place, size);
	if (pool_eyes_are_open())
		pool_eyes_took(block_payload(place.block));
	return block_payload(place.block);
}

void *custom_realloc(void *ptr, size_t size)
{
	const struct pool_call call = {"custom_realloc", POOL_RESIZE, ptr, ", #", {size}, CALLER};

	enter(&call);
	return leave(ptr ? resize(pool_live_block(ptr), size) : allocate(size, ALIGNMENT));
}

void custom_free(void *ptr)
{
	const struct pool_call call = {"custom_free", POOL_FREE, ptr, "", {0}, CALLER};

	enter(&call);
	if (ptr)
		release(pool_live_block(ptr));
	leave(NULL);
}
