/* The side table: what is known of each block given out, until its address is given out again. */
#ifndef OSMEM_EYES_LEDGER_H_
#define OSMEM_EYES_LEDGER_H_

#include <stdbool.h>
#include <stddef.h>

#include "base/listing.h"
#include "osmem/eyes/call.h"

enum record_state {
	RECORD_LIVE,
	RECORD_QUARANTINED, /* freed by the program, put aside by the check (guard.h) */
	RECORD_FREED,
};

struct record {
	void *payload; /* NULL: an unused entry */
	size_t size;   /* as asked for */
	size_t room;   /* of the payload */
	enum record_state state;
	unsigned map; /* the n-th mapping made, from 1; 0: on the heap */
	struct origin origin;
};

struct ledger {
	struct record *records; /* a hash table with open addressing; entries never leave it */
	size_t capacity, count; /* capacity: a power of two, or 0 before first use */
	unsigned maps;          /* made so far */
};

extern struct ledger ledger;

/* Makes room for one more record. False when memory is out. May move the records. */
bool ledger_reserve(void);

/* The record of the block whose payload that is, live or not, or NULL. */
struct record *ledger_find(const void *payload);

/* Whether it is known as one that was freed and not given out again. */
bool ledger_is_free(const void *payload);

/* A live record for the block that `call` got; there must be room. */
struct record *ledger_enter(void *payload, size_t size, const struct call *call);

/* The block at `payload`, if it is known, was freed by `call`. */
void ledger_leave(const void *payload, const struct call *call);

/* What there are records of, or only the live blocks among it: for the reports at exit, and to be dropped then. */
struct listing ledger_list(bool live_only);

/* The block that `address` points into, a live one if there is any, or NULL. Looks at all records. */
struct record *ledger_around(const void *address);

#endif
