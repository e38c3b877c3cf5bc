/* What the check fills memory with: odd as numbers, and as pointers outside what a program can have. */
#ifndef BASE_PATTERN_H_
#define BASE_PATTERN_H_

#include <stddef.h>

enum { FRESH = 0xa5, FREED = 0x5a, GUARD = 0xbd };

/* The first byte from `begin` up to `end` that is not `value`, or `end`. */
static inline size_t pattern_find_other(const unsigned char *bytes, size_t begin, size_t end, int value)
{
	while (begin < end && bytes[begin] == value)
		begin++;
	return begin;
}

#endif
