/*
 * tries   to lose the tracer's breakpoints: maps its file anew over its own code
 * earns   nothing
 */
#include "checker/attacks/attack.h"

#include <dlfcn.h>
#include <link.h>

static void map_anew(void)
{
	struct link_map *map = NULL;
	Dl_info info;

	if (!dladdr1((void *)os_malloc, &info, (void **)&map, RTLD_DL_LINKMAP))
		abort();
	const ElfW(Ehdr) *header = info.dli_fbase;
	const ElfW(Phdr) *segment = (const void *)((const char *)header + header->e_phoff);
	int file = open(info.dli_fname, O_RDONLY);

	for (int i = 0; i < header->e_phnum; i++, segment++)
		if (segment->p_type == PT_LOAD && segment->p_flags & PF_X &&
		    mmap((char *)map->l_addr + (segment->p_vaddr & -4096UL), segment->p_memsz, PROT_READ | PROT_EXEC,
			 MAP_PRIVATE | MAP_FIXED, file, (long)(segment->p_offset & -4096UL)) == MAP_FAILED)
			abort();
}

void *os_malloc(size_t size)
{
	static int calls;
	static char heap[1 << 20];

	if (calls++ == 0)
		map_anew();
	return size < sizeof(heap) ? heap : NULL;
}
