/* The functions that hand out memory and take it back: each enters, does its one thing, and leaves. */
#include "pool/memalloc.h"

#include <errno.h>

#include "pool/eyes.h"

#define CALLER __builtin_return_address(0)

static void *allocate(size_t size, size_t alignment)
{
	void *payload = pool_allocate(size, alignment);

	return payload && options.check ? memset(payload, FRESH, size) : payload;
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
	const struct pool_call call = {"custom_malloc", NULL, "(#)", {size}, CALLER};

	pool_enter(&call);
	return pool_leave(allocate(size, ALIGNMENT));
}

void *custom_calloc(size_t count, size_t size)
{
	const struct pool_call call = {"custom_calloc", NULL, "(#, #)", {count, size}, CALLER};
	void *payload;
	size_t bytes;

	pool_enter(&call);
	payload = __builtin_mul_overflow(count, size, &bytes) ? pool_fail(ENOMEM) : allocate(bytes, ALIGNMENT);
	pool_leave(payload);
	return payload ? memset(payload, 0, bytes) : NULL;
}

void *custom_aligned_alloc(size_t alignment, size_t size)
{
	const struct pool_call call = {"custom_aligned_alloc", NULL, "(#, #)", {alignment, size}, CALLER};
	bool is_power_of_two = alignment != 0 && (alignment & (alignment - 1)) == 0;

	pool_enter(&call);
	if (!is_power_of_two)
		return pool_leave(pool_fail(EINVAL));
	return pool_leave(allocate(size, alignment > ALIGNMENT ? alignment : ALIGNMENT));
}

static void release(struct place place)
{
	if (options.check)
		pool_keep(place);
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
	if (!options.check && size <= PTRDIFF_MAX && pool_resize_in_place(place, size))
		return block_payload(place.block);
	return move(place, size);
}

void *custom_realloc(void *ptr, size_t size)
{
	const struct pool_call call = {"custom_realloc", ptr, ", #)", {size}, CALLER};

	pool_enter(&call);
	return pool_leave(ptr ? resize(pool_live_block(ptr), size) : allocate(size, ALIGNMENT));
}

void custom_free(void *ptr)
{
	const struct pool_call call = {"custom_free", ptr, ")", {0}, CALLER};

	pool_enter(&call);
	if (ptr)
		release(pool_live_block(ptr));
	pool_leave(NULL);
}
