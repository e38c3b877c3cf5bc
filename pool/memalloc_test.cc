// What each function of the pool does, case by case.
#include <cerrno>
#include <cstdint>
#include <cstring>

#include "pool/fresh_pool.h"

namespace pool {
namespace {

constexpr size_t kHeader = 32;

const Block* BlockOf(const void* payload) {
  return reinterpret_cast<const Block*>(static_cast<const char*>(payload) - kHeader);
}

ptrdiff_t Distance(const void* from, const void* to) {
  return static_cast<const char*>(to) - static_cast<const char*>(from);
}

POOL_TEST(Pool, MapsNothingBeforeTheFirstRequest) {
  init_pool(1 << 20);
  EXPECT_EQ(SystemCalls(), 0);
  EXPECT_EQ(Stats().mapped, 0u);
  Malloc(1);
  EXPECT_EQ(SystemCalls(), 1);
  EXPECT_EQ(Stats().mapped, 1u << 20);
}

POOL_TEST(Pool, FirstRegionHas64KiBWhenNobodySetsIt) {
  Malloc(1);
  EXPECT_EQ(Stats().mapped, 65536u);
}

POOL_TEST(Pool, BlocksLieBehindEachOther) {
  void* first = Malloc(100);
  void* second = Malloc(200);
  void* third = Malloc(1);
  EXPECT_EQ(Distance(first, second), 112 + 32);
  EXPECT_EQ(Distance(second, third), 208 + 32);
  EXPECT_EQ(BlockOf(first)->size, 112u);
  EXPECT_EQ(BlockOf(first)->free, 0);
  EXPECT_EQ(BlockOf(first)->next, BlockOf(second));
  EXPECT_EQ(BlockOf(third)->next->free, 1);
  EXPECT_EQ(BlockOf(third)->next->next, nullptr);
}

POOL_TEST(Pool, PayloadsAreAlignedForAnyType) {
  for (size_t size = 1; size < 200; size++) {
    EXPECT_EQ(reinterpret_cast<uintptr_t>(Malloc(size)) % alignof(max_align_t), 0u) << size;
  }
}

POOL_TEST(Malloc, ZeroBytesAreNull) {
  errno = 0;
  EXPECT_EQ(Malloc(0), nullptr);
  EXPECT_EQ(errno, 0);
  EXPECT_EQ(SystemCalls(), 0);
}

POOL_TEST(Malloc, TooMuchIsOutOfMemoryWithoutASystemCall) {
  for (size_t size :
       {SIZE_MAX, SIZE_MAX - 100, static_cast<size_t>(PTRDIFF_MAX), static_cast<size_t>(PTRDIFF_MAX) + 1}) {
    errno = 0;
    EXPECT_EQ(Malloc(size), nullptr);
    EXPECT_EQ(errno, ENOMEM);
  }
  EXPECT_EQ(SystemCalls(), 0);
}

POOL_TEST(Malloc, SuccessLeavesErrnoAlone) {
  errno = EDOM;
  Free(Realloc(Malloc(100000), 200000));
  EXPECT_EQ(errno, EDOM);
}

POOL_TEST(Malloc, FirstFitTakesTheFirstHole) {
  void* large = Malloc(500);
  Malloc(1);
  void* exact = Malloc(100);
  Malloc(1);
  Free(large);
  Free(exact);
  EXPECT_EQ(Malloc(100), large);
}

POOL_TEST(Malloc, BestFitTakesTheSmallestHole) {
  void* large = Malloc(500);
  Malloc(1);
  void* exact = Malloc(100);
  Malloc(1);
  Free(large);
  Free(exact);
  custom_set_fit(CUSTOM_BEST_FIT);
  EXPECT_EQ(Malloc(100), exact);
  EXPECT_EQ(Malloc(100), large);
}

POOL_TEST(Malloc, BestFitTakesTheLowestOfEqualHoles) {
  void* holes[3];
  for (void*& hole : holes) {
    hole = Malloc(100);
    Malloc(1);
  }
  for (void* hole : {holes[1], holes[2], holes[0]}) Free(hole);
  custom_set_fit(CUSTOM_BEST_FIT);
  for (void* hole : holes) EXPECT_EQ(Malloc(100), hole);
}

POOL_TEST(Malloc, SplitsOnlyWhereTheRestCanBeABlock) {
  void* hole = Malloc(111);
  Malloc(1);
  Free(hole);
  EXPECT_EQ(Malloc(79), hole);
  EXPECT_EQ(BlockOf(hole)->size, 112u);  // 80 needed, 32 left: no room for a header and 16 bytes.
  Free(hole);
  EXPECT_EQ(Malloc(63), hole);
  EXPECT_EQ(BlockOf(hole)->size, 64u);
  EXPECT_EQ(BlockOf(hole)->next->size, 16u);
  EXPECT_EQ(BlockOf(hole)->next->free, 1);
}

POOL_TEST(Free, NullIsAllowed) {
  Free(nullptr);
  EXPECT_EQ(SystemCalls(), 0);
}

POOL_TEST(Free, MergesWithBothNeighboursInAnyOrder) {
  const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  for (const auto& order : orders) {
    void* blocks[] = {Malloc(16), Malloc(16), Malloc(16)};
    void* end = Malloc(1);
    for (int which : order) Free(blocks[which]);
    EXPECT_EQ(BlockOf(blocks[0])->size, 3 * 32 + 2 * kHeader);
    EXPECT_EQ(BlockOf(blocks[0])->next, BlockOf(end));
    Free(end);
    EXPECT_EQ(Stats().free_blocks, 1u);
  }
}

POOL_TEST(Calloc, ClearsWhatWasUsedBefore) {
  void* dirty = Malloc(400);
  std::memset(dirty, 0xff, 400);
  Free(dirty);
  char* clean = static_cast<char*>(Calloc(4, 100));
  EXPECT_EQ(clean, dirty);
  for (int i = 0; i < 400; i++) EXPECT_EQ(clean[i], 0) << i;
}

POOL_TEST(Calloc, OverflowIsOutOfMemory) {
  errno = 0;
  EXPECT_EQ(Calloc(SIZE_MAX / 2, 3), nullptr);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_EQ(Calloc(0, 100), nullptr);
  EXPECT_EQ(Calloc(100, 0), nullptr);
  EXPECT_EQ(SystemCalls(), 0);
}

POOL_TEST(Realloc, NullAllocatesAndZeroFrees) {
  void* block = Realloc(nullptr, 100);
  EXPECT_EQ(Stats().used, 112u);
  EXPECT_EQ(Realloc(block, 0), nullptr);
  EXPECT_EQ(Stats().used, 0u);
}

POOL_TEST(Realloc, ShrinksInPlaceAndMergesTheRest) {
  void* block = Malloc(1000);
  void* behind = Malloc(100);
  Malloc(1);
  Free(behind);
  EXPECT_EQ(Realloc(block, 100), block);
  EXPECT_EQ(BlockOf(block)->size, 112u);
  EXPECT_EQ(BlockOf(block)->next->size, 1008u - 112 - kHeader + kHeader + 112);
}

POOL_TEST(Realloc, GrowsInPlaceIntoFreeSpace) {
  void* block = Malloc(100);
  void* behind = Malloc(1000);
  void* end = Malloc(1);
  Free(behind);
  EXPECT_EQ(Realloc(block, 500), block);
  EXPECT_EQ(BlockOf(block)->size, 512u);
  EXPECT_EQ(Realloc(block, 112 + kHeader + 1008 - 1), block);
  EXPECT_EQ(BlockOf(block)->next, BlockOf(end));
}

POOL_TEST(Realloc, MovesWithItsContents) {
  char* block = static_cast<char*>(Malloc(100));
  std::memset(block, 'x', 100);
  Malloc(1);
  char* moved = static_cast<char*>(Realloc(block, 5000));
  EXPECT_NE(moved, block);
  for (int i = 0; i < 100; i++) EXPECT_EQ(moved[i], 'x') << i;
  EXPECT_EQ(Malloc(100), block);
}

POOL_TEST(AlignedAlloc, EveryPowerOfTwo) {
  for (size_t alignment = 1; alignment <= 1 << 20; alignment *= 2) {
    Malloc(1);
    void* block = AlignedAlloc(alignment, 100);
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % alignment, 0u);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % alignof(max_align_t), 0u);
    if (alignment % 3 == 1) Free(block);
  }
}

POOL_TEST(AlignedAlloc, WhatLiesBeforeStaysFree) {
  void* aligned = AlignedAlloc(4096, 100);
  void* before = Malloc(100);
  EXPECT_LT(before, aligned);
  Free(aligned);
  Free(before);
  EXPECT_EQ(Stats().free_blocks, 1u);
}

POOL_TEST(AlignedAlloc, OtherAlignmentsAreInvalid) {
  for (size_t alignment : {0, 3, 24, 4097}) {
    errno = 0;
    EXPECT_EQ(AlignedAlloc(alignment, 100), nullptr);
    EXPECT_EQ(errno, EINVAL);
  }
  errno = 0;
  EXPECT_EQ(AlignedAlloc(SIZE_MAX / 2 + 1, 100), nullptr);
  EXPECT_EQ(errno, ENOMEM);
  EXPECT_EQ(SystemCalls(), 0);
}

}  // namespace
}  // namespace pool
