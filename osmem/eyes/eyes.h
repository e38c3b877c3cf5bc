/* What watches the four functions when OSMEM_OPTIONS asks for it (debug.h), and what takes the lock for them. */
#ifndef OSMEM_EYES_EYES_H_
#define OSMEM_EYES_EYES_H_

#include <stddef.h>

/* Not inlined into the four functions, which would keep registers for them. */
#define COLD __attribute__((cold, noinline))

/* As the four functions, under the lock; `caller` is where they return to. */
COLD void *eyes_malloc(size_t size, const void *caller);
COLD void *eyes_calloc(size_t count, size_t size, const void *caller);
COLD void *eyes_realloc(void *ptr, size_t size, const void *caller);
COLD void eyes_free(void *ptr, const void *caller);

#endif
