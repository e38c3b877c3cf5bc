/* What watches the four functions when OSMEM_OPTIONS asks for it (debug.h). They come here unless options.plain. */
#ifndef OSMEM_EYES_EYES_H_
#define OSMEM_EYES_EYES_H_

#include <stddef.h>

/* As the four functions, with the lock held; `place` is where they return to. */
void *eyes_malloc(size_t size, const void *place);
void *eyes_calloc(size_t count, size_t size, const void *place);
void *eyes_realloc(void *ptr, size_t size, const void *place);
void eyes_free(void *ptr, const void *place);

/* The call that is under way stops the program: what was seen of it is to be said now. */
void eyes_stop(void);

#endif
