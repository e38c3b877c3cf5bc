/* "heap+0x20, 100 bytes, allocated by call 1 at main+0x1f (./program)". */
#include "base/origin.h"

/* Ends the line with the call, which stands for the # in `did`. */
static void say(struct line *line, const char *did, size_t call, const struct callers *callers)
{
	line_format(line, did, call);
	callers_write(line, callers);
}

void origin_say(const struct origin *origin, const void *payload, size_t size, address_namer name)
{
	struct line made = {.length = 0}, freed = {.length = 0};

	line_add(&made, "  ");
	name(&made, payload);
	line_add(&made, ", ");
	line_add_count(&made, size, "byte");
	say(&made, ", allocated by call # at ", origin->made_in, &origin->made_at);
	if (origin->freed_in)
		say(&freed, "  freed by call # at ", origin->freed_in, &origin->freed_at);
}
