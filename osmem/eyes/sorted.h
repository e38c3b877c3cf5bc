/* All records of the side table, sorted, for the reports at exit. */
#ifndef OSMEM_EYES_SORTED_H_
#define OSMEM_EYES_SORTED_H_

#include "osmem/eyes/ledger.h"

struct sorted {
	struct record **records;
	size_t count; /* 0 as well where there is no memory for the list; that is said */
};

typedef bool (*sorted_order)(const struct record *first, const struct record *second);

/* By the call that allocated; by its caller, and then by age. */
bool sorted_by_age(const struct record *first, const struct record *second);
bool sorted_by_caller(const struct record *first, const struct record *second);

/* Valid until the side table changes. */
struct sorted sorted_make(sorted_order order);

void sorted_drop(struct sorted *sorted);

#endif
