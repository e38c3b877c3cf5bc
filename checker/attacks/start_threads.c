/*
 * tries   to go on beside the program
 * earns   nothing
 * shows   denied call: clone3
 * shows   denied call: clone
 */
#include "checker/attacks/attack.h"

#include <pthread.h>

static void *run(void *unused)
{
	for (;;)
		;
	return unused;
}

__attribute__((constructor)) static void before_main(void)
{
	pthread_t thread;

	for (int i = 0; i < 100; i++)
		if (pthread_create(&thread, NULL, run, NULL))
			return;
}
