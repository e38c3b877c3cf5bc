/*
 * tries   to use up all memory
 * earns   nothing
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	const size_t size = 1 << 24;
	char *more;

	while ((more = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) != MAP_FAILED)
		memset(more, 1, size);
}
