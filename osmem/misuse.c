/* What is wrong with a pointer, in a sentence, for whoever passed it. */
#include "osmem/misuse.h"

#include <stdlib.h>

#include "base/line.h"

void (*misuse_watcher)(void);

/* A block that was merged into the one before it keeps its header until somebody writes there. */
bool misuse_is_freed(void *ptr)
{
	const struct block_meta *block = block_of(ptr);

	if (!heap_holds(block) || block->status != BLOCK_FREE)
		return false;
	return block->size >= SMALLEST_PAYLOAD && block->size % ALIGNMENT == 0 && block->prev < block;
}

static const char *problem_with(void *ptr)
{
	if ((uintptr_t)ptr % ALIGNMENT)
		return "not a block: blocks are aligned to 8 bytes";
	if (misuse_is_freed(ptr))
		return "freed before";
	if (heap_holds(block_of(ptr)))
		return "not the start of a block in use, but a place inside one, or its header was overwritten";
	return "not a block in use: it was unmapped before, or osmem never gave it out";
}

void misuse_stop(const char *call, void *ptr)
{
	struct line line = {.length = 0};

	line_add(&line, call);
	line_add(&line, "(");
	line_add_pointer(&line, ptr);
	line_add(&line, "): ");
	line_add(&line, problem_with(ptr));
	line_write(&line);
	misuse_end();
}

void misuse_end(void)
{
	if (misuse_watcher)
		misuse_watcher();
	abort();
}
