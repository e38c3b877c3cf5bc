// The n-th system call fails, for n = 1, 2, ... until all succeed: what fails says so, and changes nothing.
#include <cerrno>
#include <cstring>

#include "pool/fresh_pool.h"

namespace pool {
namespace {

constexpr size_t kLarge = 300000;

struct pool_stats before;

void* MustFail(void* result) {
  EXPECT_EQ(result, nullptr);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_EQ(Stats().used, before.used);
  EXPECT_EQ(Stats().mapped, before.mapped);
  EXPECT_EQ(Stats().free_bytes, before.free_bytes);
  return result;
}

POOL_TEST(MemoryOut, BeforeTheFirstRegion) {
  FailSystemCall(1);
  MustFail(Malloc(1));
  MustFail(Calloc(1, 1));
  MustFail(Realloc(nullptr, 1));
  MustFail(AlignedAlloc(4096, 1));
  EXPECT_EQ(Stats().regions, 0u);
  FailSystemCall(0);
  init_pool(1 << 20);
  EXPECT_NE(Malloc(1), nullptr);
}

POOL_TEST(MemoryOut, InAFullPool) {
  char* block = static_cast<char*>(Malloc(60000));
  std::memset(block, 'x', 60000);
  before = Stats();
  FailSystemCall(1);
  MustFail(Malloc(kLarge));
  MustFail(Calloc(3, kLarge));
  MustFail(AlignedAlloc(65536, 6000));  // more than is free, wherever the region lies
  MustFail(Realloc(block, kLarge));
  for (int i = 0; i < 60000; i++) ASSERT_EQ(block[i], 'x') << i;
  EXPECT_NE(Malloc(100), nullptr);
}

// A region twice as large as the pool is refused; one that is just enough for the request is not.
POOL_TEST(MemoryOut, GrowsByTheRequestWhenThereIsNoMore) {
  custom_free(Malloc(1));
  void* large = Malloc(1 << 20);
  EXPECT_EQ(SystemCalls(), 2);
  LimitMappings(1 << 19);
  errno = EDOM;
  EXPECT_NE(Malloc(kLarge), nullptr);
  EXPECT_EQ(errno, EDOM);
  EXPECT_EQ(SystemCalls(), 4);
  Free(large);
}

POOL_TEST(MemoryOut, AFailedUnmapKeepsTheRegion) {
  Malloc(1);
  void* large = Malloc(kLarge);
  before = Stats();
  FailSystemCall(1);
  errno = EDOM;
  Free(large);
  EXPECT_EQ(errno, EDOM);
  EXPECT_EQ(Stats().mapped, before.mapped);
  EXPECT_EQ(Malloc(kLarge), large);
  EXPECT_EQ(Realloc(large, 10), large);
  EXPECT_EQ(Stats().mapped, before.mapped);
  Free(large);
  while (Defragment(1)) continue;
  FailSystemCall(0);
  while (Defragment(1)) continue;
  EXPECT_EQ(Stats().regions, 1u);
}

// The check keeps freed blocks aside, but not at any price.
POOL_TEST(MemoryOut, WhatWasFreedIsThereWhenNothingElseIs) {
  Free(Malloc(60000));
  FailSystemCall(1);
  EXPECT_NE(Malloc(60000), nullptr);
}

// Whether all of it succeeded. Each turn begins with a pool in which nothing is used.
bool Succeeds() {
  char* blocks[] = {static_cast<char*>(Malloc(100)), static_cast<char*>(Calloc(10, 10000)),
                    static_cast<char*>(AlignedAlloc(8192, kLarge)), static_cast<char*>(Malloc(10))};
  bool all = true;
  for (char*& block : blocks) {
    const bool old = block != nullptr;
    if (old) std::memset(block, 'x', 10);
    char* moved = static_cast<char*>(Realloc(block, kLarge));
    if (moved) block = moved;
    EXPECT_TRUE(!old || std::memcmp(block, "xxxxxxxxxx", 10) == 0);
    all = all && old && moved;
  }
  for (char* block : blocks) Free(block);
  while (Defragment(3)) continue;
  EXPECT_EQ(Stats().used, 0u);
  return all;
}

POOL_TEST(MemoryOut, AtEverySystemCall) {
  int n = 1;
  for (; n < 100; n++) {
    FailSystemCall(n);
    const int calls = SystemCalls();
    const bool succeeded = Succeeds();
    const bool none_failed = SystemCalls() < calls + n;
    FailSystemCall(0);
    while (Defragment(3)) continue;
    EXPECT_EQ(Stats().regions > 1, false);
    if (none_failed) {
      EXPECT_TRUE(succeeded);
      break;
    }
  }
  EXPECT_GT(n, 5);
  EXPECT_LT(n, 100);
}

}  // namespace
}  // namespace pool
