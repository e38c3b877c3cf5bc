/* Says what is wrong with a pointer. */
#include "malloc/fast/misuse.h"

#include <stdlib.h>

#include "base/line.h"
#include "malloc/fast/span.h"

_Noreturn void misuse_stop(const char *call, const void *ptr, const char *what)
{
	struct line line = {.length = 0};

	line_add(&line, call);
	line_add(&line, "(");
	line_add_pointer(&line, ptr);
	line_add(&line, "): ");
	line_add(&line, what);
	line_write(&line);
	abort();
}

_Noreturn void misuse_stop_at(const char *call, const void *ptr)
{
	switch (kind_of(ptr)) {
	case KIND_NONE:
		misuse_stop(call, ptr, "this heap never gave it out");
	case KIND_FREE:
		misuse_stop(call, ptr, "it was freed before, or never given out");
	default:
		misuse_stop(call, ptr, "it points into a block, not to its start");
	}
}
