/*
 * tries   to draw on the terminal of who reads the report, and to break its file
 * earns   nothing
 * shows   printed: ?[2J
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	puts("\033[2J\033]0;100 of 100\a\xff\xfe</testcase><script>alert(1)</script>\",\"points\":100");
	exit(0);
}
