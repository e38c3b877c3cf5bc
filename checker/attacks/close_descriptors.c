/*
 * tries   to close what the grader listens to
 * earns   nothing
 * shows   denied call: close
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	for (int descriptor = 0; descriptor < 1024; descriptor++)
		close(descriptor);
}
