#define _GNU_SOURCE
#include "checker/testdata/recording.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "osmem/osmem.h"

#define MAPPINGS 1024
#define STACK ((uintptr_t)0x7ffc00000000) /* as checker/trace takes it */
#define PAGE ((size_t)4096)

/* REPLACED(void *, os_malloc, (size_t size)): the function itself, and what is called in its place. */
#define REPLACED(type, name, parameters)                                                                               \
	type __real_##name parameters;                                                                                 \
	type __wrap_##name parameters

REPLACED(void *, os_malloc, (size_t size));
REPLACED(void *, os_calloc, (size_t count, size_t size));
REPLACED(void *, os_realloc, (void *ptr, size_t size));
REPLACED(void, os_free, (void *ptr));
REPLACED(void *, sbrk, (intptr_t bytes));
REPLACED(void *, mmap, (void *hint, size_t length, int protection, int flags, int file, off_t offset));
REPLACED(int, munmap, (void *start, size_t length));
REPLACED(ssize_t, write, (int file, const void *bytes, size_t length));
REPLACED(void, _exit, (int status));
void *__wrap_mremap(void *old, size_t old_length, size_t length, int flags, ...);
int __wrap_dprintf(int file, const char *format, ...);

struct recording *recording;

static int depth; /* of the four functions: what one calls of another is no part of a trace */
static uintptr_t heap_start, heap_end;
static struct {
	uintptr_t start, end;
	bool is_live;
} mappings[MAPPINGS];
static int mapping_count;

static const char *hex(char *text, size_t size, const char *base, uintptr_t offset)
{
	snprintf(text, size, offset ? "%s+0x%lx" : "%s", base, (unsigned long)offset);
	return text;
}

/* The newest mapping there, live or gone; -1: none. */
static int mapping_at(uintptr_t at, bool is_live)
{
	for (int i = mapping_count; i-- > 0;)
		if (mappings[i].is_live == is_live && mappings[i].start <= at && at < mappings[i].end)
			return i;
	return -1;
}

static const char *name_of(const void *pointer)
{
	static char names[4][48];
	static unsigned turn;
	char *name = names[turn++ % 4], base[16];
	uintptr_t at = (uintptr_t)pointer;
	int mapping = mapping_at(at, true);

	if (!at)
		return "0";
	if (mapping < 0 && heap_start && heap_start <= at && at <= heap_end)
		return hex(name, sizeof(names[0]), "heap", at - heap_start);
	if (mapping < 0)
		mapping = mapping_at(at, false);
	if (mapping < 0)
		return at >= STACK ? "stack" : "other";
	snprintf(base, sizeof(base), "map%d", mapping + 1);
	return hex(name, sizeof(names[0]), base, at - mappings[mapping].start);
}

static __attribute__((format(printf, 1, 2))) void note(const char *format, ...)
{
	size_t room = sizeof(recording->made) - recording->made_length;
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(recording->made + recording->made_length, room, format, arguments);
	va_end(arguments);
	if ((size_t)length < room)
		recording->made_length += (size_t)length;
	else
		recording->made[recording->made_length] = '\0';
}

static const char *error_of(bool failed)
{
	static char error[32];

	snprintf(error, sizeof(error), failed ? " = %s" : "", strerrorname_np(errno));
	return error;
}

void *__wrap_sbrk(intptr_t bytes)
{
	void *before = __real_sbrk(0), *result;
	uintptr_t wanted = (uintptr_t)before + (uintptr_t)bytes;

	if (!depth || bytes == 0 || (bytes > 0 && wanted < (uintptr_t)before))
		return __real_sbrk(bytes);
	result = __real_sbrk(bytes);
	if (!heap_start)
		heap_start = heap_end = (uintptr_t)before;
	if (result != (void *)-1 && wanted > heap_end)
		heap_end = wanted;
	if (wanted < heap_start) {
		note("  brk(other)%s\n", error_of(result == (void *)-1));
	} else {
		char name[48];

		note("  brk(%s)%s\n", hex(name, sizeof(name), "heap", wanted - heap_start),
		     error_of(result == (void *)-1));
	}
	return result;
}

void *__wrap_mmap(void *hint, size_t length, int protection, int flags, int file, off_t offset)
{
	void *start = __real_mmap(hint, length, protection, flags, file, offset);
	const char *detail = flags & MAP_SHARED ? ", MAP_SHARED|MAP_ANONYMOUS" : "";

	if (!depth)
		return start;
	if (start == MAP_FAILED) {
		note("  mmap(%zu%s)%s\n", length, detail, error_of(true));
	} else if (mapping_count < MAPPINGS) {
		mappings[mapping_count].start = (uintptr_t)start;
		mappings[mapping_count].end = ((uintptr_t)start + length + PAGE - 1) / PAGE * PAGE;
		mappings[mapping_count++].is_live = true;
		note("  mmap(%zu%s) = map%d\n", length, detail, mapping_count);
	}
	return start;
}

/* The jail lets nothing below the libraries go. */
int __wrap_munmap(void *start, size_t length)
{
	uintptr_t from = (uintptr_t)start, end = (from + length + PAGE - 1) / PAGE * PAGE;
	const char *name = name_of(start);
	int result = -1;

	errno = EPERM;
	if (from >= (uintptr_t)1 << 40)
		result = __real_munmap(start, length);
	if (depth)
		note("  munmap(%s, %zu)%s\n", name, length, error_of(result != 0));
	for (int i = 0; i < mapping_count && result == 0; i++)
		if (from <= mappings[i].start && mappings[i].end <= end)
			mappings[i].is_live = false;
	return result;
}

/* Nor does it let anything be moved. */
void *__wrap_mremap(void *old, size_t old_length, size_t length, int flags, ...)
{
	note("  mremap(%s, %zu, %zu, %d) = EPERM\n", name_of(old), old_length, length, flags);
	errno = EPERM;
	return MAP_FAILED;
}

ssize_t __wrap_write(int file, const void *bytes, size_t length)
{
	if (depth)
		note("  write(%d, %s, %zu)\n", file, name_of(bytes), length);
	return __real_write(file, bytes, length);
}

int __wrap_dprintf(int file, const char *format, ...)
{
	char text[256];
	va_list arguments;

	va_start(arguments, format);
	int length = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	return (int)__wrap_write(file, text, (size_t)length);
}

void __wrap__exit(int status)
{
	note("  exit_group(...) = ?\n");
	__real__exit(status);
	__builtin_unreachable();
}

static void close_call(const char *result)
{
	size_t room = sizeof(recording->text) - recording->length;
	int length;

	if (--depth > 0)
		return;
	length = snprintf(recording->text + recording->length, room, result ? "%s = %s\n%s" : "%s%s\n%s",
			  recording->heading, result ? result : "", recording->made);
	if ((size_t)length < room)
		recording->length += (size_t)length;
	recording->is_open = false;
}

static bool open_call(void)
{
	if (depth++ > 0)
		return false;
	recording->made[recording->made_length = 0] = '\0';
	return recording->is_open = true;
}

#define HEADING(...) snprintf(recording->heading, sizeof(recording->heading), __VA_ARGS__)

void *__wrap_os_malloc(size_t size)
{
	void *result;

	if (open_call())
		HEADING("os_malloc(%zu)", size);
	result = __real_os_malloc(size);
	close_call(name_of(result));
	return result;
}

void *__wrap_os_calloc(size_t count, size_t size)
{
	void *result;

	if (open_call())
		HEADING("os_calloc(%zu, %zu)", count, size);
	result = __real_os_calloc(count, size);
	close_call(name_of(result));
	return result;
}

void *__wrap_os_realloc(void *ptr, size_t size)
{
	void *result;

	if (open_call())
		HEADING("os_realloc(%s, %zu)", name_of(ptr), size);
	result = __real_os_realloc(ptr, size);
	close_call(name_of(result));
	return result;
}

void __wrap_os_free(void *ptr)
{
	if (open_call())
		HEADING("os_free(%s)", name_of(ptr));
	__real_os_free(ptr);
	close_call(NULL);
}
