/* What the attacks share: what they include, and how they make a call that is denied. */
#ifndef CHECKER_ATTACKS_ATTACK_H_
#define CHECKER_ATTACKS_ATTACK_H_

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "osmem/osmem.h"

/* For calls that fail in the jail: that they do is what the test looks at. */
#define TRY(call)                                                                                                      \
	do {                                                                                                           \
		if ((long)(call) < 0)                                                                                  \
			errno = 0;                                                                                     \
	} while (0)

#endif
