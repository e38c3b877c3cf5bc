/*
 * Each block is larger than asked for, and the bytes behind what was asked for hold a pattern until it is
 * freed. Then it is filled and goes into quarantine, and the policy gets it when it leaves that. Mappings are unmapped
 * at once; the hardware watches them.
 */
#include "osmem/eyes/guard.h"

#include <stdlib.h>
#include <string.h>

#include "base/pattern.h"
#include "base/quarantine.h"
#include "osmem/eyes/accuse.h"
#include "osmem/eyes/observe.h"
#include "osmem/misuse.h"

#define GUARD_BYTES ((size_t)16)

static bool header_is_intact(const struct record *record)
{
	const struct block_meta *block = block_of(record->payload);

	if (block->size != record->room)
		return false;
	return record->map ? block->status == BLOCK_MAPPED : heap_has_live(block);
}

/* Each says what is wrong with a block; `found_by` is the call that came across it, NULL at exit. */
static bool guard_is_intact(const struct record *record, const struct call *found_by)
{
	size_t at = pattern_find_other(record->payload, record->size, record->room, GUARD);

	if (at == record->room)
		return true;
	accuse_damage(found_by, record, "was written past its end", at);
	return false;
}

/* Who overwrote a header may be the block before it, past its own end. */
static void accuse_neighbour(const struct call *found_by, const struct record *record)
{
	const struct record *before = ledger_around((const char *)block_of(record->payload) - 1);

	if (before && before->state == RECORD_LIVE)
		guard_is_intact(before, found_by);
}

static bool has_header(const struct record *record, const struct call *found_by)
{
	if (header_is_intact(record))
		return true;
	accuse_block(found_by, record, "has a header that was overwritten");
	accuse_neighbour(found_by, record);
	return false;
}

static bool is_intact(const struct record *record, const struct call *found_by)
{
	return guard_is_intact(record, found_by) && has_header(record, found_by);
}

/* For the policy a block in quarantine is in use, so that its header is known, too. */
static bool is_untouched(const struct record *record, const struct call *found_by)
{
	size_t at = pattern_find_other(record->payload, 0, record->room, FREED);

	if (at == record->room)
		return has_header(record, found_by);
	accuse_damage(found_by, record, "was written to after it was freed", at);
	return false;
}

bool guard_let_go(struct call *call)
{
	struct record *record = ledger_find(quarantine_take());

	if (!record)
		return false;
	if (!is_untouched(record, call))
		misuse_end();
	record->state = RECORD_FREED;
	observe_free(call, record->payload);
	return true;
}

static void put_aside(struct call *call, struct record *record)
{
	record->state = RECORD_QUARANTINED;
	while (!quarantine_has_room(record->room) && guard_let_go(call))
		;
	quarantine_put(record->payload, record->room);
}

size_t guard_widen(size_t size)
{
	return size && size <= PTRDIFF_MAX ? size + GUARD_BYTES : size;
}

void guard_fill(const struct call *call, void *payload, size_t size)
{
	if (call->function != CALL_CALLOC)
		memset(payload, FRESH, size);
	memset((char *)payload + size, GUARD, block_of(payload)->size - size);
}

struct record *guard_live(const struct call *call, void *ptr)
{
	struct record *record = ledger_find(ptr);

	if (!record || record->state != RECORD_LIVE)
		accuse_pointer(call, ptr);
	return record;
}

bool guard_is_freed(const void *ptr)
{
	const struct record *record = ledger_find(ptr);

	if (!record || record->map || record->state == RECORD_LIVE)
		return false;
	if (record->state == RECORD_QUARANTINED)
		return true;
	for (const struct block_meta *block = heap.first; block; block = block->next)
		if (block_payload(block) == ptr)
			return block->status == BLOCK_FREE;
	return false;
}

void guard_give(struct call *call, void *ptr)
{
	struct record *record = guard_live(call, ptr);

	if (!is_intact(record, call))
		misuse_end();
	record->origin.freed_in = call->number;
	record->origin.freed_at = callers_of(call->caller);
	if (!record->map) {
		put_aside(call, record);
		return;
	}
	record->state = RECORD_FREED;
	observe_free(call, ptr);
}

bool guard_report(void)
{
	struct listing listing = ledger_list(false);
	bool failed = false;

	listing_sort(&listing, false);
	for (size_t i = 0; i < listing.count; i++) {
		const struct record *record = ledger_find(listing.blocks[i].payload);

		if (record->state == RECORD_LIVE)
			failed |= !is_intact(record, NULL);
		if (record->state == RECORD_QUARANTINED)
			failed |= !is_untouched(record, NULL);
	}
	listing_drop(&listing);
	return failed;
}
