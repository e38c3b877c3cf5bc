/* Asks the dynamic linker; nothing is allocated on the way. */
#define _GNU_SOURCE /* dladdr1 */
#include "base/caller.h"

#include <dlfcn.h>
#include <link.h>

/* The call itself is the instruction before, which may be the last one of its function. */
void caller_add(struct line *line, const void *caller)
{
	struct link_map *file;
	Dl_info info;

	if (!dladdr1((const char *)caller - 1, &info, (void **)&file, RTLD_DL_LINKMAP)) {
		line_add_pointer(line, caller);
	} else if (info.dli_sname) {
		line_add(line, info.dli_sname);
		line_add_offset(line, (uintptr_t)caller - (uintptr_t)info.dli_saddr);
		line_add(line, " (");
		line_add(line, info.dli_fname);
		line_add(line, ")");
	} else {
		line_add(line, info.dli_fname);
		line_add_offset(line, (uintptr_t)caller - file->l_addr);
	}
}
