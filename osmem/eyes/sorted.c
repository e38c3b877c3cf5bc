/* Heapsort over pointers to the records: qsort() may allocate. */
#include "osmem/eyes/sorted.h"

#include "base/line.h"
#include "base/system.h"

bool sorted_by_age(const struct record *first, const struct record *second)
{
	return first->made_in < second->made_in;
}

bool sorted_by_caller(const struct record *first, const struct record *second)
{
	return first->made_at != second->made_at ? first->made_at < second->made_at : sorted_by_age(first, second);
}

/* What stands at `root` sinks until it is behind nothing below it. */
static void sink(struct record **records, size_t root, size_t count, sorted_order order)
{
	struct record *sinking = records[root];

	for (size_t child; (child = 2 * root + 1) < count; root = child) {
		if (child + 1 < count && order(records[child], records[child + 1]))
			child++;
		if (!order(sinking, records[child]))
			break;
		records[root] = records[child];
	}
	records[root] = sinking;
}

static void sort(struct record **records, size_t count, sorted_order order)
{
	for (size_t root = count / 2; root-- > 0;)
		sink(records, root, count, order);
	while (count > 1) {
		struct record *last = records[--count];

		records[count] = records[0];
		records[0] = last;
		sink(records, 0, count, order);
	}
}

struct sorted sorted_make(sorted_order order)
{
	struct sorted sorted = {.count = 0};

	if (!ledger.count)
		return sorted;
	sorted.records = system_map(ledger.count * sizeof(*sorted.records));
	if (!sorted.records) {
		line_say("exit: no memory is left to sort what is to be reported");
		return sorted;
	}
	for (size_t i = 0; i < ledger.capacity; i++)
		if (ledger.records[i].payload)
			sorted.records[sorted.count++] = &ledger.records[i];
	sort(sorted.records, sorted.count, order);
	return sorted;
}

void sorted_drop(struct sorted *sorted)
{
	if (sorted->records)
		system_unmap(sorted->records, ledger.count * sizeof(*sorted->records));
}
