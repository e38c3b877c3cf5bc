/* One piece at a time, cut from its start. */
#include "malloc/fast/record.h"

#include "malloc/fast/memory.h"

#define PIECE ((size_t)256 << 10)
#define PAGE 4096

static char *rest;
static size_t left;

void *record_take(size_t bytes)
{
	void *record;

	if (bytes > left) {
		char *piece = memory_map(PIECE, PAGE);

		if (!piece)
			return NULL;
		rest = piece;
		left = PIECE;
	}
	record = rest;
	rest += bytes;
	left -= bytes;
	return record;
}
