/*
 * Loaded into ltrace, which reads the program's memory by a system call for eight bytes, and 8 KiB for the name of each
 * library: nine of ten calls that it makes. Here it is given a page at a time, until it next lets the program run.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

#define PAGE ((uintptr_t)4096)

static char page[PAGE];
static uintptr_t page_address;
static pid_t page_owner; /* 0: nothing is known of any page */

/* What the tracer starts is not to load this. */
__attribute__((constructor)) static void be_the_only_one(void)
{
	unsetenv("LD_PRELOAD");
}

static void read_page(pid_t pid, uintptr_t address)
{
	struct iovec here = {page, PAGE}, there = {(void *)address, PAGE};

	page_address = address;
	page_owner = process_vm_readv(pid, &here, 1, &there, 1, 0) == (ssize_t)PAGE ? pid : 0;
}

long ptrace(enum __ptrace_request request, ...)
{
	static long (*original)(enum __ptrace_request, pid_t, void *, void *);
	const int is_peek = request == PTRACE_PEEKTEXT || request == PTRACE_PEEKDATA;
	uintptr_t offset;
	va_list rest;
	pid_t pid;
	void *address, *data;
	long word;

	va_start(rest, request);
	pid = va_arg(rest, pid_t);
	address = va_arg(rest, void *);
	data = va_arg(rest, void *);
	va_end(rest);
	if (!original)
		*(void **)&original = dlsym(RTLD_NEXT, "ptrace");
	offset = (uintptr_t)address % PAGE;
	if (!is_peek)
		page_owner = 0;
	else if (pid != page_owner || (uintptr_t)address - offset != page_address)
		read_page(pid, (uintptr_t)address - offset);
	/* What lies across two pages, and what cannot be read so, in the old way. */
	if (!is_peek || !page_owner || offset > PAGE - sizeof(word))
		return original(request, pid, address, data);
	memcpy(&word, page + offset, sizeof(word));
	errno = 0;
	return word;
}
