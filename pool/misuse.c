/* What programs do wrong, and the one line that says so before the program stops. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pool/pool.h"

void pool_misuse(const char *format, ...)
{
	char line[256];
	int length = snprintf(line, sizeof(line), "pool: %s: ", the_pool.call);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line + length, sizeof(line) - (size_t)length, format, arguments);
	va_end(arguments);
	dprintf(STDERR_FILENO, "%s\n", line);
	abort();
}

static struct region *region_of(const void *ptr)
{
	struct region *region = the_pool.first;

	while (region && (ptr < (void *)region || ptr >= region_end(region)))
		region = region->next;
	return region;
}

/* The block whose header comes last before the address, as far as the headers are intact. */
static const struct Block *last_before(const struct region *region, const void *address)
{
	const struct Block *block = region_first_block(region);

	while (block_is_intact(block) && block->next && (const void *)block->next < address)
		block = block->next;
	return block;
}

static _Noreturn void report_overwritten(const struct Block *block)
{
	const struct Block *before = last_before(region_of(block), block);

	if (before == block)
		pool_misuse("the block header at %p is overwritten", (const void *)block);
	pool_misuse(
		"the block header at %p is overwritten: a write went past the end of the %zu bytes at %p, "
		"or before the start of those at %p",
		(const void *)block, block_asked(before), block_payload(before), block_payload(block));
}

struct Block *pool_checked(struct Block *block)
{
	if (block && !block_is_intact(block))
		report_overwritten(block);
	return block;
}

/* Nothing is known of the pointer but that it leads into the region; the blocks tell what is there. */
static _Noreturn void explain(const struct region *region, void *ptr)
{
	const struct Block *block = last_before(region, ptr);

	if (!block_is_intact(block))
		report_overwritten(block);
	if (block->next && !block_is_intact(block->next))
		report_overwritten(block->next);
	if (ptr < block_payload(block))
		pool_misuse("%p is no payload but part of the pool's own records", ptr);
	if (block->free)
		pool_misuse("%p was freed before, or never allocated: it lies in a free block", ptr);
	pool_misuse("%p lies inside a block, %zu bytes behind its start: the pointer to its %zu bytes is %p",
		    ptr, (size_t)((char *)ptr - (char *)block_payload(block)), block_asked(block),
		    block_payload(block));
}

struct place pool_live_block(void *ptr)
{
	struct region *region = region_of(ptr);
	struct Block *block = block_of(ptr);

	if (!region)
		pool_misuse("%p is not from this pool, or was freed before and its memory is given back",
			    ptr);
	if ((uintptr_t)ptr % ALIGNMENT || block < region_first_block(region) || !block_is_intact(block) ||
	    block->free)
		explain(region, ptr);
	if (!block_guard_holds(block))
		pool_misuse("a write went past the end of the %zu bytes at %p", block_asked(block), ptr);
	return (struct place){region, block};
}
