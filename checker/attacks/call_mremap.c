/*
 * tries   to move mappings about, the program's too
 * earns   nothing
 * shows   denied call: mremap
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	char *place = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (mremap(place, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, 0x400000) == MAP_FAILED)
		munmap(place, 4096);
}
