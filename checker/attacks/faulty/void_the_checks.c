/*
 * tries   not to clear what os_calloc gives, and makes the snippet check one byte only: it changes what the
 *         snippet has noted of the call, in the snippet's own memory. The trace is right, and the scenario passes;
 *         of its twin, which is played from a script, it changes the script
 * earns   malloc/preallocate
 * earns   realloc/coalesce
 */
#include "checker/attacks/attack.h"

#include <link.h>

void *calloc_without_zeroes(size_t count, size_t size);

static int change_note(struct dl_phdr_info *program, size_t info_size, void *arguments)
{
	const size_t *call = arguments;

	(void)info_size;
	for (int i = 0; i < program->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &program->dlpi_phdr[i];
		size_t *word = (size_t *)segment->p_vaddr;

		if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_W))
			continue;
		for (size_t *end = word + segment->p_memsz / sizeof(*word) - 1; word < end; word++)
			if (word[0] == call[0] && word[1] == call[1])
				word[0] = word[1] = 1;
	}
	/* Of the program only, which comes first. */
	return 1;
}

void *os_calloc(size_t count, size_t size)
{
	size_t call[] = {count, size};
	char *payload = calloc_without_zeroes(count, size);

	if (payload) {
		*payload = 0;
		dl_iterate_phdr(change_note, call);
	}
	return payload;
}
