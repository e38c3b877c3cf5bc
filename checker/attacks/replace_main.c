/*
 * tries   to be called in main's place
 * earns   nothing
 * shows   replaces a function of libc: __libc_start_main
 */
#include "checker/attacks/attack.h"

int main(void);

int main(void)
{
	return 0;
}

int __libc_start_main(int (*function)(void), int argc, char **argv);

int __libc_start_main(int (*function)(void), int argc, char **argv)
{
	(void)function;
	(void)argc;
	(void)argv;
	exit(main());
}
