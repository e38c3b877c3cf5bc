/* check: freed blocks stay in use for a while, filled, and nobody has any business in them. A ring of the latest. */
#include <string.h>

#include "pool/eyes.h"

#define KEPT_BLOCKS 1024
#define KEPT_BYTES ((size_t)1 << 20)

static struct {
	struct Block *blocks[KEPT_BLOCKS];
	size_t first, count, bytes;
} kept;

bool pool_let_go(void)
{
	struct Block *block = kept.blocks[kept.first];
	const char *problem;

	if (!kept.count)
		return false;
	problem = pool_check_block(pool_region_of(block), block);
	if (problem)
		pool_misuse(block, "%s", problem);
	kept.first = (kept.first + 1) % KEPT_BLOCKS;
	kept.count--;
	kept.bytes -= block->size;
	pool_release((struct place){pool_region_of(block), block});
	return true;
}

void pool_keep(struct place place)
{
	struct Block *block = place.block;

	block_tag(block)->freed_in = pool_call_number();
	block_tag(block)->freed_at = the_pool.call->place;
	memset(block_payload(block), FREED, block_asked(block));
	while (kept.count == KEPT_BLOCKS || (kept.count && kept.bytes + block->size > KEPT_BYTES))
		pool_let_go();
	kept.blocks[(kept.first + kept.count++) % KEPT_BLOCKS] = block;
	kept.bytes += block->size;
}
