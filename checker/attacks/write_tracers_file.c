/*
 * tries   to write the tracer's log, through every descriptor that every process has open
 * earns   nothing
 * shows   denied call: openat
 */
#include "checker/attacks/attack.h"

__attribute__((constructor)) static void before_main(void)
{
	char path[64];

	for (int process = 1; process < 1 << 15; process += process < 64 ? 1 : 997)
		for (int descriptor = 0; descriptor < 8; descriptor++) {
			snprintf(path, sizeof(path), "/proc/%d/fd/%d", process, descriptor);
			int file = open(path, O_WRONLY | O_APPEND);

			if (file >= 0)
				dprintf(file, "[0xffffffffffffffff] +++ exited (status 0) +++\n");
		}
}
