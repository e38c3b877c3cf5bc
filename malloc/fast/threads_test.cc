// Contents stay, by one thread and by several, whoever frees a block: with --config=tsan as well.
#include <atomic>
#include <cstring>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "malloc/fast/testing.h"

namespace {

TEST(FastTest, ContentsStay) {
  EXPECT_EQ(ChurnMany(1, 100000, 500), 0);
  EXPECT_EQ(ChurnMany(2, 100000, 20), 0);
}

TEST(FastTest, FourThreadsShareAHeap) {
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (unsigned char fill = 1; fill <= 4; fill++)
    threads.emplace_back([&failures, fill] { failures += ChurnMany(fill, 20000, 100); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
}

TEST(FastTest, BlocksChangeHands) {
  std::atomic<unsigned char*> hand{nullptr};
  std::thread giver([&hand] {
    for (int i = 0; i < 20000; i++) {
      unsigned char* bytes = static_cast<unsigned char*>(memset(fast_malloc(1 + i % 3000), 7, 1));
      unsigned char* expected = nullptr;
      while (!hand.compare_exchange_weak(expected, bytes)) {
        expected = nullptr;
        std::this_thread::yield();
      }
    }
  });
  for (int taken = 0; taken < 20000;) {
    unsigned char* bytes = hand.exchange(nullptr);
    if (bytes == nullptr) {
      std::this_thread::yield();
      continue;
    }
    EXPECT_EQ(*bytes, 7);
    fast_free(bytes);
    taken++;
  }
  giver.join();
}

}  // namespace
