/* A hash table with linear probing, in memory of its own: the heap that it tells about is not to be changed by it. */
#include "osmem/eyes/ledger.h"

#include <stdint.h>

#include "base/system.h"
#include "osmem/block.h"

#define FIRST_CAPACITY 1024

struct ledger ledger;

/* The entry of `payload`, or the unused one where it would be. */
static struct record *slot_of(const void *payload)
{
	/* Multiplicative hashing: the high bits depend on all of the address. */
	size_t at = (uintptr_t)payload * UINT64_C(0x9e3779b97f4a7c15) >> 20;

	for (;; at++) {
		struct record *record = &ledger.records[at & (ledger.capacity - 1)];

		if (!record->payload || record->payload == payload)
			return record;
	}
}

static bool grow(void)
{
	struct ledger before = ledger;
	size_t capacity = before.capacity ? 2 * before.capacity : FIRST_CAPACITY;
	struct record *records = system_map(capacity * sizeof(*records));

	if (!records)
		return false;
	ledger.records = records;
	ledger.capacity = capacity;
	for (size_t i = 0; i < before.capacity; i++)
		if (before.records[i].payload)
			*slot_of(before.records[i].payload) = before.records[i];
	if (before.records)
		system_unmap(before.records, before.capacity * sizeof(*records));
	return true;
}

bool ledger_reserve(void)
{
	return ledger.count < ledger.capacity / 4 * 3 || grow();
}

struct record *ledger_find(const void *payload)
{
	struct record *record = payload && ledger.capacity ? slot_of(payload) : NULL;

	return record && record->payload ? record : NULL;
}

bool ledger_is_free(const void *payload)
{
	const struct record *record = ledger_find(payload);

	return record && record->state != RECORD_LIVE;
}

struct record *ledger_enter(void *payload, size_t size, const struct call *call)
{
	struct record *record = slot_of(payload);

	if (!record->payload)
		ledger.count++;
	*record = (struct record){
		.payload = payload,
		.size = size,
		.state = RECORD_LIVE,
		.origin = {.made_in = call->number, .made_at = callers_of(call->caller)},
	};
	return record;
}

void ledger_leave(const void *payload, const struct call *call)
{
	struct record *record = ledger_find(payload);

	if (!record)
		return;
	record->state = RECORD_FREED;
	record->origin.freed_in = call->number;
	record->origin.freed_at = callers_of(call->caller);
}

struct listing ledger_list(bool live_only)
{
	struct listing listing = listing_make(ledger.count);

	for (size_t i = 0; i < ledger.capacity; i++) {
		const struct record *record = &ledger.records[i];

		if (record->payload && (record->state == RECORD_LIVE || !live_only))
			listing_add(&listing, (struct listed){record->payload, record->size, &record->origin});
	}
	return listing;
}

/* Its header counts as part of a block here. */
static bool covers(const struct record *record, const void *address)
{
	return record->payload && (uintptr_t)address - ((uintptr_t)record->payload - HEADER) < HEADER + record->room;
}

struct record *ledger_around(const void *address)
{
	struct record *found = NULL;

	for (size_t i = 0; i < ledger.capacity; i++) {
		struct record *record = &ledger.records[i];

		if (covers(record, address) &&
		    (!found || record->state == RECORD_LIVE ||
		     (found->state != RECORD_LIVE && record->origin.freed_in > found->origin.freed_in)))
			found = record;
	}
	return found;
}
