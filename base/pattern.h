/* What the check fills memory with: odd as numbers, and as pointers outside what a program can have. */
#ifndef BASE_PATTERN_H_
#define BASE_PATTERN_H_

enum { FRESH = 0xa5, FREED = 0x5a, GUARD = 0xbd };

#endif
