/*
 * tries   to write until nothing is left
 * earns   nothing
 * shows   denied call: openat
 * shows   denied call: memfd_create
 * shows   denied call: fallocate
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	static const char zeroes[4096];
	int file = open("/tmp/osmem-attack-disk", O_WRONLY | O_CREAT, 0666);

	TRY(memfd_create("disk", 0));
	TRY(syscall(SYS_fallocate, 0, 0, 0, 1L << 40));
	while (file >= 0 && write(file, zeroes, sizeof(zeroes)) > 0)
		;
}
