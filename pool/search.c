/* Which free block a request gets: the first that fits, or the best. */
#include "pool/pool.h"

/* Zero where the payload is aligned as it is; otherwise what lies before must be a block of its own. */
static size_t lead_of(const struct Block *block, size_t alignment)
{
	uintptr_t payload = (uintptr_t)block_payload(block);

	if (payload % alignment == 0)
		return 0;
	return align_up(payload + HEADER + SMALLEST_PAYLOAD, alignment) - payload;
}

/* Written as a difference, since `need` and the lead may be large. */
static bool fits(const struct Block *block, size_t need, size_t lead)
{
	return block->free && block->size >= need && block->size - need >= lead;
}

struct place pool_find(const struct request *request, size_t *lead)
{
	struct place best = {0};

	for (struct region *region = the_pool.first; region; region = region->next) {
		for (struct Block *block = pool_checked(region->search_from); block;
		     block = pool_checked(block->next)) {
			size_t block_lead = lead_of(block, request->alignment);

			if (!fits(block, request->need, block_lead) || (best.block && block->size >= best.block->size))
				continue;
			best = (struct place){region, block};
			*lead = block_lead;
			if (the_pool.fit == CUSTOM_FIRST_FIT)
				return best;
		}
	}
	return best;
}
