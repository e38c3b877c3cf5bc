/*
 * Mapped blocks. Those that live form a digital search tree, so that a pointer to one that is gone is told from the
 * others before its header, which may be gone too, is read. A mapping is in no list: `prev` and `next` are its links.
 * The way down is spelled by the bits of the page number, lowest first: at most 52 steps, next to a system call each.
 */
#include "osmem/mapping.h"

#include "base/system.h"

struct block_meta *live_mappings;

static struct block_meta **child(struct block_meta *block, uintptr_t side)
{
	return side ? &block->next : &block->prev;
}

/* Where the mapping at `address` hangs, or would. */
static struct block_meta **find(const struct block_meta *address)
{
	uintptr_t bits = (uintptr_t)address / system_page_size();
	struct block_meta **slot = &live_mappings;

	for (; *slot && *slot != address; bits /= 2)
		slot = child(*slot, bits % 2);
	return slot;
}

/* Any leaf below may take the place of a node: its way goes through there. */
static void unlink_mapping(struct block_meta **slot)
{
	struct block_meta *gone = *slot, *heir, **leaf = slot;

	while ((*leaf)->prev || (*leaf)->next)
		leaf = child(*leaf, (*leaf)->next != NULL);
	heir = *leaf;
	*leaf = NULL;
	if (heir == gone)
		return;
	heir->prev = gone->prev;
	heir->next = gone->next;
	*slot = heir;
}

struct block_meta *mapping_make(size_t need)
{
	struct block_meta *block = system_map(HEADER + need);

	if (!block)
		return NULL;
	block->size = need;
	block->status = BLOCK_MAPPED;
	block->prev = block->next = NULL;
	*find(block) = block;
	return block;
}

void mapping_release(struct block_meta *block)
{
	unlink_mapping(find(block));
	system_unmap(block, HEADER + block->size);
}

bool mapping_exists(const struct block_meta *address)
{
	const struct block_meta *found = *find(address);

	return found && found == address;
}
