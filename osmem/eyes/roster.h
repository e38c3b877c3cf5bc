/* All records of the side table in an order, for the reports at exit. */
#ifndef OSMEM_EYES_ROSTER_H_
#define OSMEM_EYES_ROSTER_H_

#include "osmem/eyes/ledger.h"

struct roster {
	struct record **records;
	size_t count; /* 0 as well where there is no memory for the list; that is said */
};

typedef bool (*roster_order)(const struct record *first, const struct record *second);

/* By the call that allocated; by the place that it returns to, and then by age. */
bool roster_by_age(const struct record *first, const struct record *second);
bool roster_by_place(const struct record *first, const struct record *second);

/* Valid until the side table changes. */
struct roster roster_make(roster_order order);

void roster_drop(struct roster *roster);

#endif
