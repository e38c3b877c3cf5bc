/* The kernel's three memory calls, with their failures checked in one place. */
#ifndef OSMEM_SYSTEM_H_
#define OSMEM_SYSTEM_H_

#include <stdbool.h>
#include <stddef.h>

#include "osmem/eyes/call.h"

/* Told of each call that is made for memory, if somebody looks. */
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
