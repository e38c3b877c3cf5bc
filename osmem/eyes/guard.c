/*
 * Each block is larger than asked for, and the bytes behind what was asked for hold a pattern until it is
 * freed. Then it is filled and goes into quarantine: the policy gets it only when 1024 blocks or 1 MiB came
 * after it, and until then nobody has any business in it. Mappings are unmapped at once; the hardware watches them.
 */
#include "osmem/eyes/guard.h"

#include <stdlib.h>
#include <string.h>

#include "base/pattern.h"
#include "osmem/eyes/accuse.h"
#include "osmem/eyes/observe.h"
#include "osmem/eyes/sorted.h"
#include "osmem/misuse.h"

#define GUARD_BYTES ((size_t)16)
#define QUARANTINE_BLOCKS 1024
#define QUARANTINE_BYTES ((size_t)1 << 20)

static struct {
	void *payloads[QUARANTINE_BLOCKS]; /* a ring */
	size_t first, count, bytes;
} quarantine;

/* The first byte from `begin` up to `end` that is not `value`, or `end`. */
static size_t find_other(const unsigned char *bytes, size_t begin, size_t end, int value)
{
	while (begin < end && bytes[begin] == value)
		begin++;
	return begin;
}

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
	size_t at = find_other(record->payload, record->size, record->room, GUARD);

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

static bool is_intact(const struct record *record, const struct call *found_by)
{
	if (!guard_is_intact(record, found_by))
		return false;
	if (header_is_intact(record))
		return true;
	accuse_block(found_by, record, "has a header that was overwritten");
	accuse_neighbour(found_by, record);
	return false;
}

static bool is_untouched(const struct record *record, const struct call *found_by)
{
	size_t at = find_other(record->payload, 0, record->room, FREED);

	if (at == record->room)
		return true;
	accuse_damage(found_by, record, "was written to after it was freed", at);
	return false;
}

bool guard_let_go(struct call *call)
{
	struct record *record;

	if (!quarantine.count)
		return false;
	record = ledger_find(quarantine.payloads[quarantine.first]);
	quarantine.first = (quarantine.first + 1) % QUARANTINE_BLOCKS;
	quarantine.count--;
	quarantine.bytes -= record->room;
	if (!is_untouched(record, call))
		misuse_end();
	record->state = RECORD_FREED;
	observe_free(call, record->payload);
	return true;
}

static bool has_place_for(const struct record *record)
{
	return quarantine.count < QUARANTINE_BLOCKS && quarantine.bytes + record->room <= QUARANTINE_BYTES;
}

static void put_aside(struct call *call, struct record *record)
{
	memset(record->payload, FREED, record->room);
	record->state = RECORD_QUARANTINED;
	while (!has_place_for(record) && guard_let_go(call))
		;
	quarantine.payloads[(quarantine.first + quarantine.count++) % QUARANTINE_BLOCKS] = record->payload;
	quarantine.bytes += record->room;
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
	record->freed_in = call->number;
	record->freed_at = call->caller;
	if (!record->map) {
		put_aside(call, record);
		return;
	}
	record->state = RECORD_FREED;
	observe_free(call, ptr);
}

bool guard_report(void)
{
	struct sorted sorted = sorted_make(sorted_by_age);
	bool failed = false;

	for (size_t i = 0; i < sorted.count; i++) {
		const struct record *record = sorted.records[i];

		if (record->state == RECORD_LIVE)
			failed |= !is_intact(record, NULL);
		if (record->state == RECORD_QUARANTINED)
			failed |= !is_untouched(record, NULL);
	}
	sorted_drop(&sorted);
	return failed;
}
