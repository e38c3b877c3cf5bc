/*
 * tries   to know one snippet by heart: it makes the right calls there, so there it is right
 * earns   malloc/preallocate
 */
#include "checker/attacks/answers.h"

__attribute__((constructor)) static void before_main(void)
{
	is_known = 1;
}
