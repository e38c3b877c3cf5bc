/*
 * Why a block is where it is follows from what is seen: a break that moved, the place of the block, and what
 * lies behind it. For each search merges all free neighbours (2.2), a free block right behind a new one was
 * split off it.
 */
#include "osmem/eyes/observe.h"

#include "base/system.h"
#include "osmem/eyes/ledger.h"
#include "osmem/heap.h"
#include "osmem/policy.h"

struct observed observed;

static struct call *watched; /* the call that system calls belong to */

static void watch(const struct system_call *made)
{
	size_t bytes;

	observed.system_calls[made->name]++;
	if (watched->made_count < CALL_MAX_SYSTEM_CALLS)
		watched->made[watched->made_count++] = *made;
	if (made->error)
		return;
	if (made->name == SYSTEM_MMAP) {
		observed.mapped_blocks++;
		observed.mapped_bytes += made->bytes;
	} else if (made->name == SYSTEM_MUNMAP) {
		observed.mapped_blocks--;
		observed.mapped_bytes -= made->bytes;
	}
	bytes = observed.mapped_bytes + observe_heap_bytes() + (made->name == SYSTEM_BRK ? made->bytes : 0);
	if (bytes > observed.peak_bytes)
		observed.peak_bytes = bytes;
}

static void watch_begin(struct call *call)
{
	watched = call;
	system_watcher = watch;
}

static void watch_end(void)
{
	system_watcher = NULL;
}

static void *heap_end(void)
{
	return heap.first ? block_end(heap.last) : NULL;
}

size_t observe_heap_bytes(void)
{
	return (size_t)((char *)heap_end() - (char *)heap.first);
}

/* By how many bytes the break moved. */
static size_t growth(const struct call *call)
{
	size_t bytes = 0;

	for (unsigned i = 0; i < call->made_count; i++)
		if (call->made[i].name == SYSTEM_BRK && !call->made[i].error)
			bytes += call->made[i].bytes;
	return bytes;
}

static void note_rest(struct outcome *outcome, const struct block_meta *block, size_t rest)
{
	outcome->found = block->size + HEADER + rest;
	outcome->rest = rest;
	observed.splits++;
}

/*
 * How `block` was come by, in a heap that ended at `end_before`. `freed`: the block that the same call freed, which may
 * lie right behind and is no rest of it.
 */
static void note_taken(struct call *call, const struct block_meta *block, const void *end_before,
		       const struct block_meta *freed)
{
	struct outcome *outcome = &call->outcome;
	size_t grown = growth(call);

	outcome->found = block->size;
	if (block->status == BLOCK_MAPPED) {
		outcome->taken = TAKEN_MAPPED;
		return;
	}
	if (!end_before)
		outcome->taken = TAKEN_FIRST_USE;
	else if (!grown)
		outcome->taken = TAKEN_BEST_FIT;
	else if ((const void *)block < end_before)
		outcome->taken = TAKEN_EXPANDED;
	else
		outcome->taken = TAKEN_APPENDED;
	observed.appended += outcome->taken == TAKEN_APPENDED;
	if (outcome->taken == TAKEN_EXPANDED)
		outcome->found = block->size - grown;
	if (block_free_next(block) && block->next != freed)
		note_rest(outcome, block, block->next->size);
}

void *observe_take(struct call *call, size_t size)
{
	void *end = heap_end(), *payload;

	watch_begin(call);
	payload = call->function == CALL_CALLOC ? policy_calloc(1, size) : policy_malloc(size);
	watch_end();
	if (payload)
		note_taken(call, block_of(payload), end, NULL);
	return payload;
}

/* The payload that a block in use comes to when it swallows what is free behind it until it has `need` bytes (6.7). */
static size_t reach(const struct block_meta *block, size_t need)
{
	size_t size = block->size;

	while (size < need && block_free_next(block)) {
		block = block->next;
		size += HEADER + block->size;
	}
	return size;
}

static void note_resized(struct call *call, const struct block_meta *block, size_t size_before, size_t reached)
{
	struct outcome *outcome = &call->outcome;

	outcome->found = size_before;
	if (growth(call)) {
		outcome->resized = RESIZED_GREW_LAST;
		return;
	}
	outcome->resized = reached == size_before ? RESIZED_FITS : RESIZED_ABSORBED;
	outcome->found = reached;
	if (block->size != reached)
		note_rest(outcome, block, reached - block->size - HEADER);
}

void *observe_realloc(struct call *call, void *ptr, size_t size)
{
	const struct record *record = ledger_find(ptr);
	bool live = record && record->state == RECORD_LIVE && !record->map;
	size_t size_before = live ? block_of(ptr)->size : 0;
	size_t reached = live && size <= PTRDIFF_MAX ? reach(block_of(ptr), need_of(size)) : 0;
	void *end = heap_end(), *payload;

	watch_begin(call);
	payload = policy_realloc(ptr, size);
	watch_end();
	if (!payload)
		return NULL;
	if (payload == ptr) {
		note_resized(call, block_of(ptr), size_before, reached);
		return payload;
	}
	note_taken(call, block_of(payload), end, ptr ? block_of(ptr) : NULL);
	call->outcome.resized = ptr ? RESIZED_MOVED : RESIZED_NOT;
	return payload;
}

void observe_free(struct call *call, void *ptr)
{
	watch_begin(call);
	policy_free(ptr);
	watch_end();
}
