#include "checker/system/calls.h"

#include <errno.h>

int confine_to_calls(int denial, int (*allow_all)(scmp_filter_ctx filter))
{
	scmp_filter_ctx filter;
	int error;

	/* What the first kernels had is enough, so that the library need not try out what this one has. */
	seccomp_api_set(1);
	filter = seccomp_init(SCMP_ACT_ERRNO(denial));
	error = filter ? allow_all(filter) : -ENOMEM;
	/* Calls of 32-bit programs, which have other numbers, are denied like any other. */
	if (!error)
		error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(denial));
	/* This also gives up for good whatever a set-user-id program could give. */
	if (!error)
		error = seccomp_load(filter);
	if (filter)
		seccomp_release(filter);
	errno = -error;
	return error ? -1 : 0;
}
