/* "heap+0x20, 100 bytes, allocated by call 1 at main+0x1f (./program)". */
#include "base/origin.h"

#include "base/caller.h"

void origin_say(const struct origin *origin, const void *payload, size_t size, address_namer name)
{
	struct line made = {.length = 0}, freed = {.length = 0};

	line_add(&made, "  ");
	name(&made, payload);
	line_add(&made, ", ");
	line_add_count(&made, size, "byte");
	line_add(&made, ", allocated by call ");
	caller_say(&made, origin->made_in, origin->made_at);
	if (!origin->freed_in)
		return;
	line_add(&freed, "  freed by call ");
	caller_say(&freed, origin->freed_in, origin->freed_at);
}
