/*
 * tries   to be taken for the checker: prints a verdict in each of its forms
 * earns   nothing
 * shows   printed:
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	printf("{\"total\": 100, \"max\": 100, \"tests\": [], \"flags\": []}\n");
	printf("<testsuites tests=\"40\" failures=\"0\"></testsuites>\n");
	printf("[  PASSED  ] 40 tests.\nTotal: 100 of 100\n");
	exit(0);
}
