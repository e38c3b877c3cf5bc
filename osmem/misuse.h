/* Pointers that are not a live block's: told by what the headers say, and the end of the process (7). */
#ifndef OSMEM_MISUSE_H_
#define OSMEM_MISUSE_H_

#include "osmem/heap.h"

/* Whether the block and its neighbours in the list agree about each other. Reads nothing outside the heap. */
static inline bool misuse_is_listed(const struct block_meta *block)
{
	const struct block_meta *prev = block->prev, *next = block->next;

	if (((uintptr_t)prev | (uintptr_t)next) % ALIGNMENT)
		return false;
	if (block == heap.first ? prev != NULL : prev < heap.first || prev >= block || prev->next != block)
		return false;
	return block == heap.last ? next == NULL : next > block && next <= heap.last && next->prev == block;
}

/* Whether `ptr` is the payload of a block on the heap that is still marked free. */
bool misuse_is_freed(void *ptr);

/* One line on standard error that says what is wrong with the `ptr` given to `call`, and abort(). */
_Noreturn void misuse_stop(const char *call, void *ptr);

#endif
