/* Stretches that begin to count, and that become longer. */
#include "osmem/stretch.h"

#include <string.h>

void stretches_start(struct stretches *stretches, const struct block_meta *first)
{
	stretches->length = SHORTEST_STRETCH;
	stretches->begin = (uintptr_t)first;
}

static void double_length(struct stretches *stretches)
{
	uint8_t *count = stretches->count;

	for (size_t number = 0; number < STRETCHES / 2; number++)
		count[number] = (uint8_t)(count[2 * number] + count[2 * number + 1]);
	memset(&count[STRETCHES / 2], 0, STRETCHES / 2);
	stretches->length++;
}

void stretches_reach(struct stretches *stretches, const void *end)
{
	size_t bytes = (uintptr_t)end - stretches->begin;

	if (!stretches->length)
		return;
	while (bytes > STRETCHES << stretches->length && stretches->length < LONGEST_STRETCH)
		double_length(stretches);
}
