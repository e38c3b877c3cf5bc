// How the pool grows and shrinks, counted in regions, bytes and system calls.
#include <unistd.h>

#include <vector>

#include "pool/fresh_pool.h"

namespace pool {
namespace {

size_t Page() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

POOL_TEST(Growth, AnotherRegionWhenNoBlockFits) {
  init_pool(Page());
  Malloc(100);
  EXPECT_EQ(Stats().regions, 1u);
  Malloc(Page());
  EXPECT_EQ(Stats().regions, 2u);
}

POOL_TEST(Growth, ARegionIsNeverLessThanTheRequest) {
  init_pool(1);
  for (size_t size : {1000u, 100000u, 1000000u, 10000000u}) {
    char* block = static_cast<char*>(Malloc(size));
    ASSERT_NE(block, nullptr);
    block[0] = block[size - 1] = 1;
  }
}

POOL_TEST(Growth, IsGeometric) {
  init_pool(Page());
  for (size_t i = 0; i < 1000; i++) Malloc(Page() / 2);
  EXPECT_LE(SystemCalls(), 11);
  EXPECT_LE(Stats().mapped, 2 * 600 * Page());
}

POOL_TEST(Shrinking, ARegionThatIsWhollyFreeGoesBack) {
  init_pool(Page());
  Malloc(100);
  void* large = Malloc(10 * Page());
  EXPECT_EQ(Stats().regions, 2u);
  Free(large);
  EXPECT_EQ(Stats().regions, 1u);
  EXPECT_EQ(Stats().mapped, Page());
}

POOL_TEST(Shrinking, ARegionInTheMiddleGoesBack) {
  init_pool(Page());
  Malloc(100);
  void* second = Malloc(10 * Page());
  void* third = Malloc(30 * Page());
  Free(second);
  EXPECT_EQ(Stats().regions, 2u);
  Free(third);
  EXPECT_EQ(Stats().regions, 1u);
}

POOL_TEST(Shrinking, TheFirstRegionStays) {
  init_pool(100 * Page());
  Free(Malloc(99 * Page()));
  EXPECT_EQ(Stats().mapped, 100 * Page());
  EXPECT_EQ(SystemCalls(), 1);
}

POOL_TEST(Shrinking, TheFirstRegionGoesBackToItsSize) {
  init_pool(10 * Page());
  Free(Malloc(100 * Page()));
  EXPECT_EQ(Stats().mapped, 10 * Page());
}

POOL_TEST(Shrinking, ALargeFreeEndGoesBack) {
  init_pool(Page());
  Malloc(100);
  void* block = Malloc(50 * Page());
  const size_t before = Stats().mapped;
  EXPECT_EQ(Realloc(block, 10 * Page()), block);
  EXPECT_LE(Stats().mapped, before - 39 * Page());
  EXPECT_EQ(SystemCalls(), 3);
}

POOL_TEST(Shrinking, ASmallFreeEndStays) {
  init_pool(20 * Page());
  Malloc(100);
  void* block = Malloc(50 * Page());
  const size_t before = Stats().mapped;
  EXPECT_EQ(Realloc(block, 40 * Page()), block);
  EXPECT_EQ(Stats().mapped, before);
}

// Up and down, a thousand times: whatever the height, the system calls end after the first turns.
void ExpectFewSystemCalls(size_t blocks, size_t size, int most) {
  for (int turn = 0; turn < 1000; turn++) {
    std::vector<void*> held;
    for (size_t i = 0; i < blocks; i++) held.push_back(custom_malloc(size));
    for (void* block : held) custom_free(block);
  }
  EXPECT_LE(SystemCalls(), most);
  EXPECT_STREQ(custom_check(), nullptr);
}

POOL_TEST(SawTooth, WithinTheFirstRegion) { ExpectFewSystemCalls(10, 1000, 1); }
POOL_TEST(SawTooth, OneLargeBlock) { ExpectFewSystemCalls(1, 10000000, 5); }
POOL_TEST(SawTooth, JustBeyondTheFirstRegion) { ExpectFewSystemCalls(1, 65536, 4); }
POOL_TEST(SawTooth, OverManyRegions) { ExpectFewSystemCalls(100, 20000, 24); }

POOL_TEST(SawTooth, OfRealloc) {
  void* block = custom_malloc(100);
  for (int turn = 0; turn < 1000; turn++) {
    block = custom_realloc(block, 3000000);
    block = custom_realloc(block, 100);
  }
  EXPECT_LE(SystemCalls(), 12);
}

}  // namespace
}  // namespace pool
