/* What programs do wrong, and the one line that says so before the program stops. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "pool/pool.h"

void pool_misuse(const struct Block *block, const char *format, ...)
{
	struct line line = {.length = 0};
	char problem[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(problem, sizeof(problem), format, arguments);
	va_end(arguments);
	line_add(&line, the_pool.call->name);
	if (the_pool.call->ptr)
		line_format(&line, "(@)", the_pool.call->ptr);
	line_add(&line, ": ");
	line_add(&line, problem);
	line_write(&line);
	if (pool_watcher)
		pool_watcher->stops(block);
	abort();
}

struct region *pool_region_of(const void *address)
{
	struct region *region = the_pool.first;

	while (region && (address < (void *)region || address >= region_end(region)))
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
	const struct Block *before = last_before(pool_region_of(block), block);

	if (before == block)
		pool_misuse(NULL, "the block header at %p is overwritten", (const void *)block);
	pool_misuse(NULL,
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
		pool_misuse(NULL, "part of the pool's own records, no payload");
	if (block->free)
		pool_misuse(NULL, "freed before, or never allocated: it lies in a free block");
	pool_misuse(block, "inside a block%s, at offset %zu: the pointer to its %zu bytes is %p",
		    block_is_quarantined(block) ? " freed before" : "",
		    (size_t)((char *)ptr - (char *)block_payload(block)), block_asked(block), block_payload(block));
}

struct place pool_live_block(void *ptr)
{
	struct region *region = pool_region_of(ptr);
	struct Block *block = block_of(ptr);

	if (!region)
		pool_misuse(NULL, "not from this pool, or freed before and given back to the system");
	if ((uintptr_t)ptr % ALIGNMENT || block < region_first_block(region) || !block_is_intact(block) || block->free)
		explain(region, ptr);
	if (block_is_quarantined(block))
		pool_misuse(block, "freed before");
	if (!block_guard_holds(block))
		pool_misuse(block, "a write went past the end of its %zu bytes", block_asked(block));
	return (struct place){region, block};
}
