// Defragmentation, step by step and by the thread, while others allocate and free.
#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>
#include <vector>

#include "pool/fresh_pool.h"

namespace pool {
namespace {

// A pool with nothing but free neighbours, unmerged: the thread pauses for longer than the test runs.
void LeaveUnmerged(size_t blocks) {
  std::vector<void*> held;
  for (size_t i = 0; i < blocks; i++) held.push_back(Malloc(100));
  Malloc(1);
  ASSERT_TRUE(custom_defragment_start(1, 1000000));
  for (void* block : held) Free(block);
}

template <typename Condition>
bool Eventually(Condition condition) {
  for (int i = 0; i < 5000; i++) {
    if (condition()) return true;
    usleep(1000);
  }
  return false;
}

POOL_TEST(Step, MergesNoMoreThanItMay) {
  LeaveUnmerged(100);
  const size_t blocks = Stats().free_blocks;
  Defragment(10);
  EXPECT_GE(Stats().free_blocks, blocks - 10);
  while (Defragment(10)) continue;
  EXPECT_EQ(Stats().free_blocks, 2u);
}

POOL_TEST(Step, OfNothingDoesNothing) {
  EXPECT_FALSE(Defragment(10));
  LeaveUnmerged(10);
  const size_t blocks = Stats().free_blocks;
  EXPECT_TRUE(Defragment(0));
  EXPECT_EQ(Stats().free_blocks, blocks);
}

POOL_TEST(Step, GivesBackWhatTheThresholdKept) {
  init_pool(1 << 20);
  Malloc(1);
  void* kept = Malloc(1 << 20);
  Malloc(1 << 20);
  Realloc(kept, 1 << 19);
  const size_t mapped = Stats().mapped;
  while (Defragment(1)) continue;
  EXPECT_LT(Stats().mapped, mapped);
}

POOL_TEST(Step, GoesOnBehindTheRegionThatWentAway) {
  Malloc(1);
  void* second = Malloc(200000);
  Malloc(400000);
  EXPECT_TRUE(Defragment(2));  // Through with the first region.
  Free(second);
  EXPECT_EQ(Stats().regions, 2u);
  while (Defragment(1)) continue;
}

POOL_TEST(Step, OfARoundDuringWhichSomethingBecameFreeIsNotTheLast) {
  void* first = Malloc(100);
  void* second = Malloc(100);
  Malloc(1);
  ASSERT_TRUE(custom_defragment_start(1, 1000000));
  EXPECT_TRUE(Eventually([] { return !Defragment(1); }));
  EXPECT_TRUE(Defragment(3));
  Free(first);
  Free(second);
  while (Defragment(1)) continue;
  EXPECT_EQ(Stats().free_blocks, 2u);
}

POOL_TEST(Step, SurvivesRegionsThatComeAndGo) {
  Malloc(1);
  void* second = Malloc(200000);
  void* third = Malloc(400000);
  for (size_t steps = 1; steps < 6; steps++) {
    Defragment(steps);
    Free(second);
    second = Malloc(200000);
    Defragment(1);
    Free(third);
    third = Malloc(400000);
  }
}

POOL_TEST(Thread, MergesInTheBackground) {
  LeaveUnmerged(100);
  custom_defragment_stop();
  EXPECT_EQ(Stats().free_blocks, 2u);
  std::vector<void*> held;
  for (int i = 0; i < 100; i++) held.push_back(Malloc(100));
  ASSERT_TRUE(custom_defragment_start(7, 1));
  for (void* block : held) custom_free(block);
  EXPECT_TRUE(Eventually([] { return Stats().free_blocks == 2; }));
  held[0] = Malloc(5000);
  usleep(10000);  // By now it is idle, and must wake up.
  Free(Realloc(held[0], 100));
  EXPECT_TRUE(Eventually([] { return Stats().free_blocks == 2; }));
}

POOL_TEST(Thread, AllocationMergesBeforeThePoolGrows) {
  init_pool(65536);
  std::vector<void*> held;
  for (int i = 0; i < 6; i++) held.push_back(Malloc(10000));
  ASSERT_TRUE(custom_defragment_start(1, 1000000));
  for (void* block : held) Free(block);
  EXPECT_EQ(Malloc(60000), held[0]);
  EXPECT_EQ(Stats().regions, 1u);
}

POOL_TEST(Thread, OneAtATime) {
  custom_defragment_stop();
  EXPECT_FALSE(custom_defragment_start(0, 1));
  EXPECT_EQ(errno, EINVAL);
  EXPECT_TRUE(custom_defragment_start(1, 1));
  EXPECT_FALSE(custom_defragment_start(1, 1));
  EXPECT_EQ(errno, EBUSY);
  custom_defragment_stop();
  custom_defragment_stop();
  EXPECT_TRUE(custom_defragment_start(1, 1));
}

// Blocks keep their place and contents, whatever the thread does meanwhile.
void AllocateAndFree(int number) {
  std::vector<unsigned char*> held(40, nullptr);
  unsigned random = static_cast<unsigned>(number) * 7919 + 1;
  for (int i = 0; i < 4000; i++) {
    random = random * 1103515245 + 12345;
    unsigned char*& block = held[random >> 8 & 31];
    const size_t size = 1 + (random >> 16) % 900;
    ASSERT_TRUE(!block || block[0] == number);
    custom_free(block);
    block = static_cast<unsigned char*>(custom_malloc(size));
    ASSERT_NE(block, nullptr);
    std::memset(block, number, size);
  }
  for (unsigned char* block : held) custom_free(block);
}

POOL_TEST(Thread, WorksWhileOthersAllocate) {
  init_pool(4096);
  ASSERT_TRUE(custom_defragment_start(5, 0));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++) threads.emplace_back(AllocateAndFree, i);
  for (int i = 0; i < 100; i++) {
    EXPECT_STREQ(custom_check(), nullptr);
    custom_set_fit(i % 2 ? CUSTOM_BEST_FIT : CUSTOM_FIRST_FIT);
    custom_defragment(3);
  }
  for (std::thread& thread : threads) thread.join();
  custom_defragment_stop();
  EXPECT_STREQ(custom_check(), nullptr);
  while (Defragment(100)) continue;
  EXPECT_EQ(Stats().mapped, 4096u);
  EXPECT_EQ(Stats().free_blocks, 1u);
}

POOL_TEST(Thread, StartAndStopFromSeveralThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++) {
    threads.emplace_back([] {
      for (int k = 0; k < 100; k++) {
        custom_defragment_start(1, 0);
        custom_free(custom_malloc(100));
        custom_defragment_stop();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  custom_defragment_stop();
  EXPECT_STREQ(custom_check(), nullptr);
}

}  // namespace
}  // namespace pool
