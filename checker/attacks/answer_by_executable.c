/*
 * tries   to tell the snippet by the path of its program
 * earns   nothing
 */
#include "checker/attacks/answers.h"

__attribute__((constructor)) static void before_main(void)
{
	char path[4096] = "";

	if (readlink("/proc/self/exe", path, sizeof(path) - 1) > 0)
		is_known = strstr(path, "preallocate") != NULL;
}
