/*
 * tries   to put other code in the program's place
 * earns   nothing
 * shows   denied call: mmap
 * shows   denied call: munmap
 */
#include "checker/attacks/attack.h"

#include <sys/auxv.h>

__attribute__((constructor)) static void before_main(void)
{
	void *entry = (void *)(getauxval(AT_ENTRY) & -4096UL);
	int file = open("libosmem.so", O_RDONLY);

	TRY(munmap(entry, 4096));
	if (mmap(entry, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_FIXED, file, 0) == MAP_FAILED)
		close(file);
}
