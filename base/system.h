/* The kernel's three memory calls, with their failures checked in one place. */
#ifndef BASE_SYSTEM_H_
#define BASE_SYSTEM_H_

#include <stdbool.h>
#include <stddef.h>

enum system_name { SYSTEM_BRK, SYSTEM_MMAP, SYSTEM_MUNMAP };

/* A call that was made for memory. */
struct system_call {
	enum system_name name;
	void *start;  /* brk: where the break was; NULL: a mapping that failed */
	size_t bytes; /* brk: by how much it moves */
	int error;    /* 0 where it succeeded */
};

/* Told of each, while somebody looks; NULL: nobody does. */
extern void (*system_watcher)(const struct system_call *made);

/* Where the break is. The C library knows; no system call is made. */
void *system_break(void);

/* Moves the break up by `bytes` and returns where it was; NULL when memory is out. */
void *system_grow_break(size_t bytes);

/* Maps `bytes` of zeroed, private memory; NULL when memory is out. */
void *system_map(size_t bytes);

/* Gives a mapping, or its end, back. An error is reported on standard error; the memory is still there. */
bool system_unmap(void *start, size_t bytes);

size_t system_page_size(void);

#endif
