/*
 * tries   to end well before anything is checked
 * earns   nothing
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	exit(0);
}
