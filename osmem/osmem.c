/* The door: a call goes straight to the policy, or past the lock and the eyes. */
#include "osmem/osmem.h"

#include <stdbool.h>
#include <sys/single_threaded.h>

#include "base/options.h"
#include "osmem/eyes/eyes.h"
#include "osmem/policy.h"

/* One thread, and nobody who wants to see the calls: the usual program pays for no lock and no eyes. */
static inline bool is_plain(void)
{
	return __libc_single_threaded && options.plain;
}

#define CALLER __builtin_return_address(0)

void *os_malloc(size_t size)
{
	return is_plain() ? policy_malloc(size) : eyes_malloc(size, CALLER);
}

void *os_calloc(size_t count, size_t size)
{
	return is_plain() ? policy_calloc(count, size) : eyes_calloc(count, size, CALLER);
}

void *os_realloc(void *ptr, size_t size)
{
	return is_plain() ? policy_realloc(ptr, size) : eyes_realloc(ptr, size, CALLER);
}

void os_free(void *ptr)
{
	if (is_plain())
		policy_free(ptr);
	else
		eyes_free(ptr, CALLER);
}
