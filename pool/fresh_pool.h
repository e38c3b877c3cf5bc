// For tests of the pool: a process, and so a pool, of its own for each; calls that check the pool behind
// them; the system calls counted, and made to fail.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>

#include "pool/memalloc.h"

namespace pool {

// Runs the body in a child process. True if it came to its end with no failure of an expectation.
bool PassesInChild(void (*body)());

#define POOL_TEST(suite, name)                                                           \
  static void suite##_##name();                                                          \
  TEST(suite, name) { EXPECT_TRUE(pool::PassesInChild(suite##_##name)) << "see above"; } \
  static void suite##_##name()

// The calls, with the whole pool examined after each.
void* Malloc(size_t size);
void* Calloc(size_t count, size_t size);
void* Realloc(void* ptr, size_t size);
void* AlignedAlloc(size_t alignment, size_t size);
void Free(void* ptr);
bool Defragment(size_t max_blocks);
struct pool_stats Stats();

// How often memory was mapped or unmapped since the process began.
int SystemCalls();

// The n-th system call from here on fails, and so does each one after it, until the next FailSystemCall(); 0:
// none.
void FailSystemCall(int n);

// From here on, there is no mapping of more than so many bytes.
void LimitMappings(size_t bytes);

}  // namespace pool
