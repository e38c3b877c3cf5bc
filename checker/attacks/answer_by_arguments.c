/*
 * tries   to tell the snippet by its arguments and environment
 * earns   nothing
 */
#include "checker/attacks/answers.h"

#include <sys/auxv.h>

__attribute__((constructor)) static void before_main(int argc, char **argv, char **environment)
{
	for (int i = 0; i < argc; i++)
		is_known |= strstr(argv[i], "preallocate") != NULL;
	for (; *environment; environment++)
		is_known |= strstr(*environment, "preallocate") != NULL;
	is_known |= strstr((const char *)getauxval(AT_EXECFN), "preallocate") != NULL;
}
