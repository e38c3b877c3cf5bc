/* Which system calls a process may make: by a filter that the kernel keeps, for good. */
#ifndef CHECKER_SYSTEM_CALLS_H_
#define CHECKER_SYSTEM_CALLS_H_

#include <seccomp.h>

/*
 * From now on the process, and what it starts, makes only the system calls that `allow_all` adds to the filter; any
 * other fails with `denial`. `allow_all` returns 0 or a negative errno. Returns 0, or -1 with errno.
 */
int confine_to_calls(int denial, int (*allow_all)(scmp_filter_ctx filter));

#endif
