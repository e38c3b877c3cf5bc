/*
 * tries   to reach somebody else
 * earns   nothing
 * shows   denied call: socket
 * shows   denied call: socketpair
 */
#include "checker/attacks/attack.h"

#include <sys/socket.h>

__attribute__((constructor)) static void before_main(void)
{
	int pair[2];

	TRY(socket(AF_INET, SOCK_STREAM, 0));
	TRY(socket(AF_UNIX, SOCK_STREAM, 0));
	TRY(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
}
