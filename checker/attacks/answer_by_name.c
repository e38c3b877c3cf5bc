/*
 * tries   to tell the snippet by the program's name
 * earns   nothing
 */
#include "checker/attacks/answers.h"

__attribute__((constructor)) static void before_main(void)
{
	is_known = strstr(program_invocation_name, "preallocate") != NULL;
}
