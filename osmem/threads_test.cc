// Several threads on one heap, and fork() among them. Meant to be run with --config=tsan as well.
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "osmem/osmem.h"

extern "C" {
#include "osmem/check.h"
}

namespace {

struct Piece {
  unsigned char* bytes = nullptr;
  size_t size = 0;
};

bool IsFilled(const Piece& piece, unsigned char fill) {
  for (size_t i = 0; i < piece.size; i++) {
    if (piece.bytes[i] != fill) return false;
  }
  return true;
}

// One of the four calls, at random; false when a byte of the piece is not as this thread left it.
bool Churn(Piece* piece, unsigned char fill, uint64_t random) {
  size_t size = 1 + random / 8 % (random % 64 == 0 ? 140000 : 300);
  if (!IsFilled(*piece, fill)) return false;
  if (piece->bytes == nullptr) {
    piece->bytes = static_cast<unsigned char*>(random % 2 ? os_malloc(size) : os_calloc(1, size));
  } else if (random % 3 == 0) {
    piece->bytes = static_cast<unsigned char*>(os_realloc(piece->bytes, size));
  } else {
    os_free(piece->bytes);
    *piece = Piece();
    return true;
  }
  if (piece->bytes == nullptr) return false;
  piece->size = size;
  memset(piece->bytes, fill, size);
  return true;
}

void ChurnMany(unsigned char fill, int calls, std::atomic<int>* failures) {
  std::mt19937_64 random(fill);
  std::vector<Piece> pieces(50);
  for (int i = 0; i < calls; i++) {
    if (!Churn(&pieces[random() % pieces.size()], fill, random())) ++*failures;
  }
  for (const Piece& piece : pieces) os_free(piece.bytes);
}

TEST(ThreadsTest, FourThreadsShareAHeap) {
  std::atomic<int> failures{0};
  std::vector<std::thread> threads;
  for (unsigned char fill = 1; fill <= 4; fill++) threads.emplace_back(ChurnMany, fill, 20000, &failures);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  EXPECT_STREQ(heap_check(), nullptr);
}

// What one thread allocated, another frees.
TEST(ThreadsTest, BlocksChangeHands) {
  std::atomic<unsigned char*> hand{nullptr};
  std::thread giver([&hand] {
    for (int i = 0; i < 5000; i++) {
      unsigned char* bytes = static_cast<unsigned char*>(os_malloc(64));
      memset(bytes, 7, 64);
      unsigned char* expected = nullptr;
      while (!hand.compare_exchange_weak(expected, bytes)) {
        expected = nullptr;
        std::this_thread::yield();
      }
    }
  });
  int taken = 0;
  while (taken < 5000) {
    unsigned char* bytes = hand.exchange(nullptr);
    if (bytes == nullptr) {
      std::this_thread::yield();
      continue;
    }
    EXPECT_EQ(bytes[63], 7);
    os_free(bytes);
    taken++;
  }
  giver.join();
  EXPECT_STREQ(heap_check(), nullptr);
}

TEST(ThreadsTest, ForkLeavesTheChildAUsableHeap) {
  std::atomic<bool> done{false};
  std::vector<std::thread> threads;
  for (unsigned char fill = 1; fill <= 2; fill++) {
    threads.emplace_back([&done, fill] {
      std::atomic<int> failures{0};
      while (!done) ChurnMany(fill, 100, &failures);
    });
  }
  for (int i = 0; i < 50; i++) {
    pid_t child = fork();
    if (child == 0) {
      alarm(20);  // a lock that nobody holds any more would never open
      std::atomic<int> failures{0};
      ChurnMany(9, 200, &failures);
      _exit(failures == 0 && heap_check() == nullptr ? 0 : 1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "status " << status;
  }
  done = true;
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
