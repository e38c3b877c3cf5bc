// The fast malloc on a kernel that can refuse: fork(), memory that is out, that goes back.
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "malloc/fast/testing.h"

extern "C" {
#include "malloc/fast/memory.h"
}

namespace {

int calls_to_failure = 0;  // 1: the next mapping fails, and all after it; 0: none does
size_t mapped = 0;         // bytes
size_t purged = 0;

}  // namespace

extern "C" void* memory_map(size_t bytes, size_t alignment) {
  if (calls_to_failure == 1) return nullptr;
  if (calls_to_failure > 1) calls_to_failure--;
  void* start =
      mmap(nullptr, bytes + alignment, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start == MAP_FAILED) return nullptr;
  mapped += bytes;
  return reinterpret_cast<void*>((reinterpret_cast<uintptr_t>(start) + alignment - 1) / alignment * alignment);
}

extern "C" void memory_purge(void* start, size_t bytes) {
  madvise(start, bytes, MADV_DONTNEED);
  purged += bytes;
}

namespace {

// In a process of its own, since heaps cannot begin anew; its exit status.
int InChild(const std::function<int()>& run) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(100);
    _exit(run());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

// What the kernel says of this process, in bytes: its addresses, and what is resident.
size_t Memory(bool is_resident) {
  size_t addresses = 0, resident = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  EXPECT_EQ(fscanf(file, "%zu %zu", &addresses, &resident), 2);
  fclose(file);
  return (is_resident ? resident : addresses) * static_cast<size_t>(getpagesize());
}

size_t Resident() { return Memory(true); }

constexpr size_t kMib = size_t{1} << 20;

// Blocks of that size, each written, of that many bytes together; then all are freed.
void RiseAndFall(size_t size, size_t bytes) {
  std::vector<void*> blocks(bytes / size);
  for (void*& block : blocks) block = memset(fast_malloc(size), 1, size);
  for (void* block : blocks) fast_free(block);
}

// The first test, as it needs a fresh heap. The n-th mapping fails, and all after it, for n = 1, 2, ... until that does
// not matter: NULL and ENOMEM, and what was there is as before.
int ChurnWithout(int mapping) {
  calls_to_failure = mapping;
  std::vector<Piece> pieces;
  int refused = 0;
  for (size_t size = 1; size < 300000; size += 1 + size / 20) {
    errno = 0;
    unsigned char* bytes = static_cast<unsigned char*>(fast_calloc(1, size));
    if (bytes == nullptr && errno != ENOMEM) return 10;
    if (bytes == nullptr) refused++;
    if (bytes != nullptr) pieces.push_back({static_cast<unsigned char*>(memset(bytes, 3, size)), size});
  }
  for (Piece& piece : pieces) {
    void* larger = fast_realloc(piece.bytes, piece.size * 2);
    if (larger == nullptr) refused++;
    if (larger != nullptr) piece.bytes = static_cast<unsigned char*>(larger);
    if (!IsFilled(piece, 3)) return 11;
  }
  for (const Piece& piece : pieces) {
    if (!IsFilled(piece, 3)) return 12;
    fast_free(piece.bytes);
  }
  return refused > 0 ? 1 : 0;
}

TEST(FreshTest, MemoryIsOutAtEachMapping) {
  int mapping = 0, result = 1;
  while (result == 1 && mapping < 1000) {
    mapping++;
    result = InChild([mapping] { return ChurnWithout(mapping); });
  }
  EXPECT_EQ(result, 0);
  EXPECT_GT(mapping, 5);
}

TEST(FastTest, ForkLeavesTheChildAUsableHeap) {
  std::atomic<bool> is_over{false};
  std::vector<std::thread> threads;
  for (unsigned char fill = 1; fill <= 2; fill++)
    threads.emplace_back([&is_over, fill] {
      while (!is_over) ChurnMany(fill, 1000, 50);
    });
  for (int i = 0; i < 20; i++) EXPECT_EQ(InChild([] { return ChurnMany(9, 1000, 50); }), 0);
  is_over = true;
  for (std::thread& thread : threads) thread.join();
}

bool allocates_at_fork = false;

void AllocateAtFork() {
  if (allocates_at_fork) fast_free(fast_malloc(100000));
}

// Before the heap's own handlers, so that these hold the lock when it is called.
__attribute__((constructor(101))) void WatchForks() { pthread_atfork(AllocateAtFork, AllocateAtFork, AllocateAtFork); }

TEST(FastTest, AnEarlierForkHandlerAllocates) {
  EXPECT_EQ(InChild([] {
              std::thread([] { allocates_at_fork = true; }).join();
              return InChild([] { return ChurnMany(9, 1000, 50); });
            }),
            0);
}

TEST(FastTest, AddressesAreLimited) {
  EXPECT_EQ(InChild([] {
              const size_t most = Memory(false) + 400 * kMib;
              const rlimit limit = {most, most};
              setrlimit(RLIMIT_AS, &limit);
              size_t first = 0, second = 0;
              for (size_t* reached : {&first, &second}) {
                std::vector<void*> blocks;
                blocks.reserve(100000);
                while (void* block = fast_malloc(20000)) blocks.push_back(block);
                *reached = blocks.size() * 20000;
                for (void* block : blocks) fast_free(block);
              }
              return first > 200 * kMib && second + first / 50 >= first ? 0 : 1;
            }),
            0);
}

TEST(FastTest, EmptySpansServeOtherClassesAndLargeBlocks) {
  EXPECT_EQ(InChild([] {
              RiseAndFall(64, 100 * kMib);
              const size_t before = mapped;
              RiseAndFall(1000, 80 * kMib);
              RiseAndFall(100000, 60 * kMib);
              return mapped < before + 16 * kMib ? 0 : 1;
            }),
            0);
}

TEST(FastTest, MemoryGoesBackAfterAPeak) {
  EXPECT_EQ(InChild([] {
              const size_t before = Resident();
              RiseAndFall(200, 150 * kMib);
              RiseAndFall(3000, 150 * kMib);
              RiseAndFall(500000, 150 * kMib);
              return Resident() < before + 80 * kMib ? 0 : 1;
            }),
            0);
}

// Nor is it fetched anew each time.
TEST(FastTest, ARiseAfterAFallPurgesNothing) {
  EXPECT_EQ(InChild([] {
              for (int i = 0; i < 5; i++) RiseAndFall(600, 50 * kMib);
              return purged < 4 * kMib ? 0 : 1;
            }),
            0);
}

// One block in a hundred stays, and keeps a page but not its whole span.
TEST(FastTest, PagesBetweenSurvivorsGoBack) {
  EXPECT_EQ(InChild([] {
              std::vector<Piece> survivors;
              for (size_t size = 300; size < 1100; size += 100) {
                std::vector<unsigned char*> blocks(40 * kMib / size);
                for (unsigned char*& block : blocks)
                  block = static_cast<unsigned char*>(memset(fast_malloc(size), 3, size));
                for (size_t i = 0; i < blocks.size(); i++) {
                  if (i % 100 != 0)
                    fast_free(blocks[i]);
                  else
                    survivors.push_back({blocks[i], size});
                }
              }
              if (Resident() > 200 * kMib) return 1;
              for (const Piece& piece : survivors) {
                if (!IsFilled(piece, 3)) return 2;
                fast_free(piece.bytes);
              }
              return 0;
            }),
            0);
}

TEST(FastTest, WhatIsFreeForAWhileGoesBack) {
  EXPECT_EQ(InChild([] {
              const size_t before = Resident();
              RiseAndFall(100000, 14 * kMib);
              for (int i = 0; i < 4; i++) {
                usleep(600000);
                fast_free(fast_malloc(40000));
              }
              return Resident() < before + 4 * kMib ? 0 : 1;
            }),
            0);
}

TEST(FastTest, ALongMixedRunStaysFlat) {
  EXPECT_EQ(InChild([] {
              ChurnMany(1, 100000, 1000);
              const size_t before = mapped, resident = Resident();
              for (unsigned char fill = 2; fill < 10; fill++)
                if (ChurnMany(fill, 100000, 1000) != 0) return 2;
              return mapped <= before + 8 * kMib && Resident() < resident + 16 * kMib ? 0 : 1;
            }),
            0);
}

TEST(FastTest, AThreadsEndReturnsWhatItHeld) {
  EXPECT_EQ(InChild([] {
              size_t before = 0;
              for (int i = 0; i < 300; i++) {
                std::thread([] { ChurnMany(5, 1000, 100); }).join();
                if (i == 20) before = mapped;
              }
              return mapped <= before + 4 * kMib ? 0 : 1;
            }),
            0);
}

}  // namespace
