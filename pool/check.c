/* Examines the pool from end to end, without a word to its user's program but the answer. */
#include <stdarg.h>
#include <stdio.h>

#include "pool/pool.h"

static _Thread_local char fault[256];

__attribute__((format(printf, 1, 2))) static const char *say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(fault, sizeof(fault), format, arguments);
	va_end(arguments);
	return fault;
}

const char *pool_check_block(const struct region *region, const struct Block *block)
{
	const void *end = block_end(block);
	bool last = end == region_end(region);

	if (!block_is_intact(block))
		return say("the block header at %p is overwritten", (const void *)block);
	if (block->size < SMALLEST_PAYLOAD || block->size % ALIGNMENT)
		return say("the block at %p has a size of %zu bytes", (const void *)block, block->size);
	if (last ? block->next != NULL : (const void *)block->next != end)
		return say("the block at %p ends at %p, but the next one is at %p", (const void *)block, end,
			   (void *)block->next);
	if (block->free && (!region->search_from || block < region->search_from))
		return say("no search finds the free block at %p", (const void *)block);
	if (!block->free && !block_guard_holds(block))
		return say("a write went past the end of the %zu bytes at %p", block_asked(block),
			   block_payload(block));
	if (block_is_quarantined(block) && !block_is_filled(block, 0, block_asked(block), FREED))
		return say("the %zu bytes at %p were written to after they were freed", block_asked(block),
			   block_payload(block));
	return NULL;
}

static const char *check_region(const struct region *region, size_t *used)
{
	const char *wrong = NULL;
	bool free_before = false;

	for (const struct Block *block = region_first_block(region); block && !wrong; block = block->next) {
		wrong = pool_check_block(region, block);
		if (!wrong && block->free && free_before && !the_pool.deferred)
			wrong = say("the free block at %p is not merged with the free one before it",
				    (const void *)block);
		free_before = block->free;
		*used += block->free ? 0 : block->size;
	}
	return wrong;
}

static const char *check_pool(void)
{
	size_t used = 0, regions = 0, mapped = 0;
	const char *wrong = NULL;

	for (const struct region *region = the_pool.first; region && !wrong; region = region->next) {
		wrong = check_region(region, &used);
		regions++;
		mapped += region->length;
	}
	if (!wrong &&
	    (used != the_pool.stats.used || regions != the_pool.stats.regions || mapped != the_pool.stats.mapped))
		wrong = say("counted %zu bytes in use and %zu mapped in %zu regions, but found %zu, %zu and %zu",
			    the_pool.stats.used, the_pool.stats.mapped, the_pool.stats.regions, used, mapped, regions);
	return wrong;
}

const char *custom_check(void)
{
	const char *wrong;

	pool_enter(&(struct pool_call){.name = "custom_check"});
	wrong = check_pool();
	pool_leave(NULL);
	return wrong;
}
