/*
 * Which system calls a program in the jail may make, with which arguments. Everything else fails with EPERM.
 * The list is what glibc's loader, an allocator and a plain C program need.
 */
#define _GNU_SOURCE
#include <asm/prctl.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "checker/run/jail/jail.h"
#include "checker/system/calls.h"

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/*
 * The program lies far below this, libraries and mappings above. Nothing can be mapped or made writable below
 * it, so no library can patch the program; only the break is there.
 */
#define LIBRARIES (1UL << 40)

#ifndef ARCH_CET_STATUS
#define ARCH_CET_STATUS 0x3001
#endif

/* open() and its like: any bit that lets a file be written, made or emptied, or that the kernel might deny by EPERM. */
#define CHANGES_FILES (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | O_NOATIME | (O_TMPFILE & ~O_DIRECTORY))

#define IS(argument, value) SCMP_CMP64(argument, SCMP_CMP_EQ, value)
#define AT_LEAST(argument, value) SCMP_CMP64(argument, SCMP_CMP_GE, value)
#define NONE_OF(argument, bits) SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, bits, 0)
/* Code is never writable. */
#define CODE(argument) SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, PROT_EXEC | PROT_WRITE, PROT_EXEC)

static const int any_arguments[] = {
	SCMP_SYS(brk),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(fstat),
	SCMP_SYS(getcwd),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(gettid),
	SCMP_SYS(lseek),
	SCMP_SYS(newfstatat),
	SCMP_SYS(pread64),
	SCMP_SYS(read),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(sched_yield),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(set_tid_address),
};

/*
 * What glibc tries at each start and can do without. It is told that this system has no such call, and it is nobody's
 * attempt. With rseq a program could be continued elsewhere than where it was interrupted; the others tell of any
 * file.
 */
static const int not_there[] = {SCMP_SYS(access), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(rseq)};

/* Several lines for one call are alternatives; the conditions of one line hold together. */
static const struct {
	int call;
	unsigned conditions;
	struct scmp_arg_cmp when[3];
} some_arguments[] = {
	{SCMP_SYS(write), 1, {IS(0, STDOUT_FILENO)}},
	{SCMP_SYS(write), 1, {IS(0, STDERR_FILENO)}},
	{SCMP_SYS(writev), 1, {IS(0, STDOUT_FILENO)}},
	{SCMP_SYS(writev), 1, {IS(0, STDERR_FILENO)}},
	/*
	 * From 3 to the limit of open files: 3; 4 to 7; 8 to 15. Not by AT_LEAST(0, 3): the filter compares all 64 bits
	 * of the argument and the kernel reads 32, so that 2^32 + 1 would pass and close standard output.
	 */
	{SCMP_SYS(close), 1, {IS(0, 3)}},
	{SCMP_SYS(close), 1, {SCMP_CMP64(0, SCMP_CMP_MASKED_EQ, ~3UL, 4)}},
	{SCMP_SYS(close), 1, {SCMP_CMP64(0, SCMP_CMP_MASKED_EQ, ~7UL, 8)}},
	{SCMP_SYS(openat), 1, {NONE_OF(2, CHANGES_FILES)}},
	{SCMP_SYS(ioctl), 1, {IS(1, TCGETS)}},
	/* Nobody waits: there is no second thread that could end it. */
	{SCMP_SYS(futex), 1, {IS(1, FUTEX_WAKE)}},
	{SCMP_SYS(futex), 1, {IS(1, FUTEX_WAKE | FUTEX_PRIVATE_FLAG)}},
	{SCMP_SYS(mmap), 3, {IS(0, 0), NONE_OF(2, PROT_EXEC), NONE_OF(3, MAP_FIXED)}},
	{SCMP_SYS(mmap), 3, {IS(0, 0), CODE(2), NONE_OF(3, MAP_FIXED | MAP_ANONYMOUS)}},
	{SCMP_SYS(mmap), 2, {AT_LEAST(0, LIBRARIES), NONE_OF(2, PROT_EXEC)}},
	{SCMP_SYS(mmap), 3, {AT_LEAST(0, LIBRARIES), CODE(2), NONE_OF(3, MAP_ANONYMOUS)}},
	{SCMP_SYS(munmap), 1, {AT_LEAST(0, LIBRARIES)}},
	{SCMP_SYS(mprotect), 1, {NONE_OF(2, PROT_EXEC | PROT_WRITE)}},
	{SCMP_SYS(mprotect), 2, {AT_LEAST(0, LIBRARIES), NONE_OF(2, PROT_EXEC)}},
	{SCMP_SYS(prlimit64), 2, {IS(0, 0), IS(2, 0)}},
	{SCMP_SYS(arch_prctl), 1, {IS(0, ARCH_SET_FS)}},
	{SCMP_SYS(arch_prctl), 1, {IS(0, ARCH_CET_STATUS)}},
	{SCMP_SYS(execveat), 3, {IS(0, PROGRAM_DESCRIPTOR), IS(1, EMPTY_NAME), IS(4, AT_EMPTY_PATH)}},
};

static int allow_all(scmp_filter_ctx filter)
{
	int error = 0;

	for (size_t i = 0; i < LENGTH(any_arguments) && !error; i++)
		error = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, any_arguments[i], 0, NULL);
	for (size_t i = 0; i < LENGTH(some_arguments) && !error; i++)
		error = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, some_arguments[i].call,
					       some_arguments[i].conditions, some_arguments[i].when);
	for (size_t i = 0; i < LENGTH(not_there) && !error; i++)
		error = seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(ENOSYS), not_there[i], 0, NULL);
	/* abort() sends itself this signal; no other, and nobody else. */
	if (!error)
		error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 2, IS(0, (scmp_datum_t)getpid()),
					 IS(2, SIGABRT));
	return error;
}

int confine_calls(void)
{
	return confine_to_calls(EPERM, allow_all);
}
