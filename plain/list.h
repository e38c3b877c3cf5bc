/* The list beside another allocator, under names of its own: the baseline of the bench, and of osmem's random tests. */
#ifndef PLAIN_LIST_H_
#define PLAIN_LIST_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void *list_malloc(size_t size);

void *list_calloc(size_t count, size_t size);

void *list_realloc(void *ptr, size_t size);

void list_free(void *ptr);

/* Forgets the heap, so that the next use is the first. */
void list_forget(void);

/* A block at the end of the heap, without the search: fills a large heap in no time. */
void *list_append(size_t size);

struct list_block {
	size_t size;
	int status;
};

/* What the first `room` blocks of its heap are, by address. Returns how many there are. */
size_t list_blocks(struct list_block *blocks, size_t room);

#ifdef __cplusplus
}
#endif

#endif
