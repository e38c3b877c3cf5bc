/*
 * tries   to empty the tracer's log, by the names that it may have
 * earns   nothing
 * shows   denied call: truncate
 * shows   denied call: ftruncate
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	TRY(truncate("log", 0));
	TRY(truncate("../log", 0));
	for (int descriptor = 0; descriptor < 16; descriptor++)
		TRY(ftruncate(descriptor, 0));
}
