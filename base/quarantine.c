/* A ring of the latest: 1024 blocks, or 1 MiB, or one block that is larger. */
#include "base/quarantine.h"

#include <string.h>

#include "base/pattern.h"

#define MOST_BLOCKS 1024
#define MOST_BYTES ((size_t)1 << 20)

static struct {
	struct {
		void *payload;
		size_t bytes;
	} ring[MOST_BLOCKS];
	size_t first, count, bytes;
} kept;

bool quarantine_has_room(size_t bytes)
{
	return !kept.count || (kept.count < MOST_BLOCKS && kept.bytes + bytes <= MOST_BYTES);
}

void quarantine_put(void *payload, size_t bytes)
{
	size_t end = (kept.first + kept.count++) % MOST_BLOCKS;

	memset(payload, FREED, bytes);
	kept.ring[end].payload = payload;
	kept.ring[end].bytes = bytes;
	kept.bytes += bytes;
}

void *quarantine_take(void)
{
	size_t first = kept.first;

	if (!kept.count)
		return NULL;
	kept.first = (first + 1) % MOST_BLOCKS;
	kept.count--;
	kept.bytes -= kept.ring[first].bytes;
	return kept.ring[first].payload;
}
