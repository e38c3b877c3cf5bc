// A hundred million blocks are taken and as many freed, of all sizes, by threads that come and go and free each
// other's: what is resident and what is mapped stays as it was after the first tenth. It takes a minute, so it is run
// by name.
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <random>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

extern "C" {
#include "malloc/fast/fast.h"
}

namespace {

constexpr int kTenths = 10;
constexpr int kThreads = 2;
constexpr int kBlocks = 100000000;
constexpr size_t kMib = size_t{1} << 20;

// The live blocks, each of which knows its size twice.
struct Block {
  size_t size, complement;
};

std::atomic<Block*> live[1 << 16];
std::atomic<int> spoilt{0};

// Each doubling is half as frequent, from 16 bytes to 512 KiB.
size_t RandomSize(std::mt19937_64* random) {
  const int doublings = __builtin_ctzll((*random)() | 1 << 14);
  return (size_t{16} << doublings) + (*random)() % (size_t{16} << doublings);
}

Block* Take(size_t size, uint64_t choice) {
  void* block = choice % 8 == 0   ? fast_calloc(1, size)
                : choice % 8 == 1 ? fast_memalign(256, size)
                : choice % 8 == 2 ? fast_realloc(fast_malloc(size / 3 + 1), size)
                                  : fast_malloc(size);
  return new (block) Block{size, ~size};
}

void Free(Block* block) {
  if (block != nullptr && block->size != ~block->complement) spoilt++;
  fast_free(block);
}

void Replace(int seed) {
  std::mt19937_64 random(seed);
  for (int i = 0; i < kBlocks / kTenths / kThreads; i++) {
    const uint64_t choice = random();
    Free(live[choice >> 48].exchange(Take(RandomSize(&random), choice)));
  }
}

// In MiB: its addresses, and what is resident.
struct Memory {
  size_t mapped = 0, resident = 0;
};

Memory Now() {
  Memory memory;
  FILE* file = fopen("/proc/self/statm", "r");
  EXPECT_EQ(fscanf(file, "%zu %zu", &memory.mapped, &memory.resident), 2);
  fclose(file);
  const size_t page = static_cast<size_t>(getpagesize());
  return {memory.mapped * page / kMib, memory.resident * page / kMib};
}

TEST(FlatTest, AHundredMillionBlocks) {
  Memory first;
  for (int tenth = 0; tenth < kTenths; tenth++) {
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; i++) threads.emplace_back(Replace, tenth * kThreads + i);
    for (std::thread& thread : threads) thread.join();
    const Memory now = Now();
    printf("%3d million: %zu MiB resident, %zu mapped\n", (tenth + 1) * (kBlocks / kTenths / 1000000), now.resident,
           now.mapped);
    if (tenth == 0) first = now;
    EXPECT_LE(now.resident, first.resident + first.resident / 4 + 2);
    EXPECT_LE(now.mapped, first.mapped + 16);
  }
  EXPECT_EQ(spoilt, 0);
}

}  // namespace
