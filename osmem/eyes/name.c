/* Asks the heap and the side table. */
#include "osmem/eyes/name.h"

#include "osmem/eyes/ledger.h"
#include "osmem/heap.h"

/* Linux on x86-64 puts the stack into the last 16 GiB of a user's addresses, and mappings below them. */
#define STACK_LOWEST ((uintptr_t)0x7ffc00000000)
#define STACK_END ((uintptr_t)0x800000000000)

static bool in_heap(const void *address)
{
	return heap.first && address >= (void *)heap.first && address <= block_end(heap.last);
}

bool name_is_stack(const void *address)
{
	return (uintptr_t)address >= STACK_LOWEST && (uintptr_t)address < STACK_END;
}

static const struct record *mapping_around(const void *address)
{
	const struct record *record = ledger_find((const char *)address + HEADER);

	if (!record)
		record = ledger_find(address);
	if (!record)
		record = ledger_around(address);
	return record && record->map ? record : NULL;
}

void name_address(struct line *line, const void *address)
{
	uintptr_t value = (uintptr_t)address;
	const struct record *mapping;

	if (!address) {
		line_add(line, "0");
	} else if (in_heap(address)) {
		line_add(line, "heap");
		line_add_offset(line, value - (uintptr_t)heap.first);
	} else if ((mapping = mapping_around(address))) {
		line_format(line, "map#", (size_t)mapping->map);
		line_add_offset(line, value - (uintptr_t)block_of(mapping->payload));
	} else {
		line_add(line, name_is_stack(address) ? "stack" : "other");
	}
}

void name_break(struct line *line, const void *address, const void *start)
{
	line_add(line, "heap");
	line_add_offset(line, (uintptr_t)address - (heap.first ? (uintptr_t)heap.first : (uintptr_t)start));
}
