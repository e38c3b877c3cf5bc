/*
 * tries   to send the tracer to other files: changes the names in the loader's list, which the tracer reads
 * earns   nothing
 */
#include "checker/attacks/attack.h"

#include <dlfcn.h>
#include <link.h>

__attribute__((constructor)) static void before_main(void)
{
	for (struct link_map *map = _r_debug.r_map; map; map = map->l_next)
		map->l_name = "/dev/zero";
	if (dlopen("libm.so.6", RTLD_NOW))
		_exit(0);
}
