/*
 * MALLOC_LOG=FILE: each process writes the program's calls to FILE.<process>, what is asked before the allocator gets
 * to it, so that of a program that died in a call the log ends with that call:
 *
 *     malloc(24) = 0x55d2c04012b0
 *     free(0x55d2c04012b0
 *
 * All calls are made under the lock.
 */
#ifndef MALLOC_CALL_LOG_H_
#define MALLOC_CALL_LOG_H_

#include <stdbool.h>
#include <stddef.h>

/* "name(ptr, first, second", without what is NULL, or 0 for `second`. */
void call_log_begin(const char *name, const void *ptr, size_t first, size_t second);

/* ") = result". */
void call_log_end(const void *result);

#endif
