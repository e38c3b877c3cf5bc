// The contract, clause by clause: literal addresses and system calls, as its worked traces write them.
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <string>

#include "gtest/gtest.h"
#include "osmem/osmem.h"
#include "osmem/testing/fake_system.h"

extern "C" {
#include "osmem/check.h"
}

namespace {

// Each call is answered by what it returned and the system calls it made: "heap+0x20 brk(heap+0x20000)".
class ContractTest : public testing::Test {
 protected:
  void SetUp() override { fake_system::Reset(); }

  void TearDown() override { EXPECT_STREQ(heap_check(), nullptr); }

  std::string Told(void* result) {
    last_ = result;
    return Calls(fake_system::Name(result));
  }

  static std::string Calls(std::string text) {
    for (const std::string& call : fake_system::TakeCalls()) text += " " + call;
    return text;
  }

  static char* Heap(size_t offset) { return fake_system::HeapStart() + offset; }

  std::string Malloc(size_t size) { return Told(os_malloc(size)); }
  std::string Calloc(size_t count, size_t size) { return Told(os_calloc(count, size)); }
  std::string Realloc(void* ptr, size_t size) { return Told(os_realloc(ptr, size)); }
  std::string Free(void* ptr) {
    os_free(ptr);
    return Calls("0");
  }

  // The whole chunk becomes one block in use, so that what follows has no free block but those it frees.
  void TakeChunk() { ASSERT_EQ(Malloc(131032), "heap+0x20 brk(heap+0x20000)"); }

  void* last_ = nullptr;
};

TEST_F(ContractTest, FirstWorkedTrace) {
  EXPECT_EQ(Malloc(1000), "heap+0x20 brk(heap+0x20000)");
  EXPECT_EQ(Malloc(100), "heap+0x428");
  EXPECT_EQ(Free(Heap(0x20)), "0");
  EXPECT_EQ(Calloc(1, 5000), "map1+0x20 mmap(5032) = map1");
  EXPECT_EQ(Realloc(last_, 2000), "heap+0x4b0 munmap(map1, 5032)");
}

TEST_F(ContractTest, SecondWorkedTrace) {
  TakeChunk();
  EXPECT_EQ(Malloc(10), "heap+0x20020 brk(heap+0x20030)");
  EXPECT_EQ(Free(last_), "0");
  EXPECT_EQ(Malloc(25), "heap+0x20020 brk(heap+0x20040)");
}

TEST_F(ContractTest, SizesAreRoundedUpToEight) {
  EXPECT_EQ(Malloc(1), "heap+0x20 brk(heap+0x20000)");
  EXPECT_EQ(Malloc(8), "heap+0x48");
  EXPECT_EQ(Malloc(9), "heap+0x70");
  EXPECT_EQ(Malloc(1), "heap+0xa0");
}

TEST_F(ContractTest, HeaderIsTheContracts) {
  struct Header {
    size_t size;
    int status;
    Header *prev, *next;
  };
  static_assert(sizeof(Header) == 32, "as in section 1");
  Malloc(100);
  const Header* block = reinterpret_cast<Header*>(Heap(0));
  EXPECT_EQ(block->size, 104u);
  EXPECT_EQ(block->status, 1);
  EXPECT_EQ(block->prev, nullptr);
  EXPECT_EQ(block->next, reinterpret_cast<Header*>(Heap(0x88)));
  EXPECT_EQ(block->next->prev, block);
  EXPECT_EQ(block->next->size, 131040u - 104 - 32);
  EXPECT_EQ(block->next->status, 0);
  EXPECT_EQ(block->next->next, nullptr);
  Malloc(200000);
  EXPECT_EQ(reinterpret_cast<Header*>(last_)[-1].size, 200000u);
  EXPECT_EQ(reinterpret_cast<Header*>(last_)[-1].status, 2);
}

TEST_F(ContractTest, PreallocatesOnce) {
  EXPECT_EQ(Malloc(8), "heap+0x20 brk(heap+0x20000)");
  EXPECT_EQ(Malloc(131032 - 40), "heap+0x48");
  EXPECT_EQ(Malloc(8), "heap+0x20020 brk(heap+0x20028)");
}

TEST_F(ContractTest, PreallocationThatFailedIsTriedAgain) {
  fake_system::FailCall(1);
  EXPECT_EQ(Malloc(8), "0 brk failed");
  EXPECT_EQ(Malloc(8), "heap+0x20 brk(heap+0x20000)");
}

TEST_F(ContractTest, CoalescesARunBeforeTheSearch) {
  for (size_t offset : {0x20, 0x60, 0xa0, 0xe0}) {
    Malloc(32);
    ASSERT_EQ(last_, Heap(offset));
  }
  Free(Heap(0xa0));
  Free(Heap(0x20));
  Free(Heap(0x60));
  EXPECT_EQ(Malloc(32 * 3 + 64), "heap+0x20");
}

TEST_F(ContractTest, CoalescesWithWhatWasFreedBeforeAnEarlierSearch) {
  for (int i = 0; i < 4; i++) Malloc(32);
  Free(Heap(0x20));
  Malloc(100);
  Free(Heap(0x60));
  EXPECT_EQ(Malloc(96), "heap+0x20");
}

TEST_F(ContractTest, BestFitIsTheSmallest) {
  Malloc(300);
  Malloc(8);
  Malloc(200);
  void* smaller = last_;
  Malloc(8);
  Free(Heap(0x20));
  Free(smaller);
  EXPECT_EQ(Malloc(190), fake_system::Name(smaller));
}

TEST_F(ContractTest, AmongEqualsTheLowestAddress) {
  for (int i = 0; i < 6; i++) Malloc(64);
  Free(Heap(0x20 + 4 * 96));
  Free(Heap(0x20));
  Free(Heap(0x20 + 2 * 96));
  EXPECT_EQ(Malloc(64), "heap+0x20");
  EXPECT_EQ(Malloc(64), "heap+0xe0");
  EXPECT_EQ(Malloc(64), "heap+0x1a0");
}

TEST_F(ContractTest, SplitsWhereAtLeastABlockOfEightRemains) {
  Malloc(104);
  Malloc(8);
  Free(Heap(0x20));
  EXPECT_EQ(Malloc(64), "heap+0x20");
  EXPECT_EQ(Malloc(8), "heap+0x80");
}

TEST_F(ContractTest, UsesTheBlockWholeWhereLessRemains) {
  Malloc(96);
  Malloc(8);
  Free(Heap(0x20));
  EXPECT_EQ(Malloc(64), "heap+0x20");
  EXPECT_EQ(Malloc(8), "heap+0xc8");
  EXPECT_EQ(Realloc(Heap(0x20), 96), "heap+0x20");
}

TEST_F(ContractTest, ExpandsTheLastBlockWhereItIsFree) {
  TakeChunk();
  EXPECT_EQ(Malloc(64), "heap+0x20020 brk(heap+0x20060)");
  Free(last_);
  EXPECT_EQ(Malloc(100), "heap+0x20020 brk(heap+0x20088)");
}

TEST_F(ContractTest, AppendsWhereTheLastBlockIsInUse) {
  TakeChunk();
  EXPECT_EQ(Malloc(64), "heap+0x20020 brk(heap+0x20060)");
  EXPECT_EQ(Malloc(100), "heap+0x20080 brk(heap+0x200e8)");
}

TEST_F(ContractTest, NothingIsAllocatedForZeroBytes) {
  errno = 7;
  EXPECT_EQ(Malloc(0), "0");
  EXPECT_EQ(Calloc(0, 8), "0");
  EXPECT_EQ(Calloc(8, 0), "0");
  EXPECT_EQ(Realloc(nullptr, 0), "0");
  EXPECT_EQ(errno, 7);
}

TEST_F(ContractTest, MapsFromTheThresholdOn) {
  EXPECT_EQ(Malloc(131032), "heap+0x20 brk(heap+0x20000)");
  EXPECT_EQ(Malloc(131033), "map1+0x20 mmap(131072) = map1");
  EXPECT_EQ(Malloc(131040), "map2+0x20 mmap(131072) = map2");
  EXPECT_EQ(Malloc(131041), "map3+0x20 mmap(131080) = map3");
}

TEST_F(ContractTest, CallocMapsFromThePageOn) {
  EXPECT_EQ(Calloc(1, 4056), "heap+0x20 brk(heap+0x20000)");
  EXPECT_EQ(Calloc(1, 4057), "map1+0x20 mmap(4096) = map1");
  EXPECT_EQ(Calloc(2, 2032), "map2+0x20 mmap(4096) = map2");
}

TEST_F(ContractTest, CallocClearsWhatWasUsedBefore) {
  Malloc(100);
  memset(last_, 0xff, 100);
  Free(last_);
  EXPECT_EQ(Calloc(10, 10), "heap+0x20");
  for (int i = 0; i < 104; i++) ASSERT_EQ(Heap(0x20)[i], 0);
}

TEST_F(ContractTest, CallocThatOverflowsFails) {
  EXPECT_EQ(Calloc(SIZE_MAX / 2, 3), "0");
  EXPECT_EQ(errno, ENOMEM);
}

TEST_F(ContractTest, FreeMovesNoBreak) {
  TakeChunk();
  EXPECT_EQ(Free(last_), "0");
  EXPECT_EQ(Free(nullptr), "0");
}

TEST_F(ContractTest, FreeUnmapsTheFootprint) {
  Malloc(200001);
  EXPECT_EQ(Free(last_), "0 munmap(map1, 200040)");
}

TEST_F(ContractTest, ReallocOfNullAllocates) { EXPECT_EQ(Realloc(nullptr, 10), "heap+0x20 brk(heap+0x20000)"); }

TEST_F(ContractTest, ReallocToZeroFrees) {
  Malloc(10);
  EXPECT_EQ(Realloc(last_, 0), "0");
  EXPECT_EQ(Malloc(10), "heap+0x20");
}

TEST_F(ContractTest, ReallocOfAFreeBlockDoesNothing) {
  Malloc(10);
  Free(Heap(0x20));
  errno = 7;
  EXPECT_EQ(Realloc(Heap(0x20), 10), "0");
  EXPECT_EQ(errno, 7);
}

TEST_F(ContractTest, MappedBlocksAlwaysMove) {
  Malloc(200000);
  EXPECT_EQ(Realloc(last_, 200008), "map2+0x20 mmap(200040) = map2 munmap(map1, 200032)");
  EXPECT_EQ(Realloc(last_, 100), "heap+0x20 brk(heap+0x20000) munmap(map2, 200040)");
  EXPECT_EQ(Realloc(last_, 131040), "map3+0x20 mmap(131072) = map3");
}

TEST_F(ContractTest, ReallocCopiesTheSmallerSize) {
  Malloc(200000);
  memset(last_, 0x11, 200000);
  Realloc(last_, 1000);
  for (int i = 0; i < 1000; i++) ASSERT_EQ(Heap(0x20)[i], 0x11);
}

TEST_F(ContractTest, ReallocShrinksInPlaceAndDoesNotMerge) {
  Malloc(100);
  Malloc(100);
  Malloc(8);
  Free(Heap(0x20 + 136));
  EXPECT_EQ(Realloc(Heap(0x20), 16), "heap+0x20");
  // Behind it: 56 free, then 104 free, two blocks. One is enough for what comes, so only one is swallowed.
  EXPECT_EQ(Realloc(Heap(0x20), 80), "heap+0x20");
  EXPECT_EQ(Realloc(Heap(0x20), 104), "heap+0x20");
  EXPECT_EQ(Malloc(104), "heap+0xa8");
}

TEST_F(ContractTest, ReallocGrowsTheLastBlockByTheBreak) {
  TakeChunk();
  Malloc(8);
  EXPECT_EQ(Realloc(last_, 100), "heap+0x20020 brk(heap+0x20088)");
}

TEST_F(ContractTest, ReallocOfTheLastBlockPrefersTheBreakToFreeBlocks) {
  Malloc(1000);
  Malloc(131040 - 1000 - 32);
  Free(Heap(0x20));
  EXPECT_EQ(Realloc(last_, 130016), "heap+0x428 brk(heap+0x20008)");
}

TEST_F(ContractTest, ReallocSwallowsOneFreeBlockAtATime) {
  for (int i = 0; i < 4; i++) Malloc(16);
  Free(Heap(0x20 + 48));
  Free(Heap(0x20 + 96));
  EXPECT_EQ(Realloc(Heap(0x20), 40), "heap+0x20");
  EXPECT_EQ(Realloc(Heap(0x20), 64), "heap+0x20");
  EXPECT_EQ(Malloc(16), "heap+0x80");
}

TEST_F(ContractTest, ReallocSplitsWhatItSwallowedTooMuch) {
  for (size_t size : {16, 200, 16}) Malloc(size);
  Free(Heap(0x20 + 48));
  EXPECT_EQ(Realloc(Heap(0x20), 100), "heap+0x20");
  EXPECT_EQ(Malloc(96), "heap+0xa8");
}

TEST_F(ContractTest, ReallocThatMovesLeavesABlockAsLargeAsItBecame) {
  for (size_t size : {16, 16, 16}) Malloc(size);
  Free(Heap(0x20 + 48));
  EXPECT_EQ(Realloc(Heap(0x20), 100), "heap+0xb0");
  EXPECT_EQ(Malloc(64), "heap+0x20");
}

TEST_F(ContractTest, ReallocDoesNotGrowABlockThatSwallowedTheLast) {
  TakeChunk();
  Malloc(16);
  void* grown = last_;
  Malloc(16);
  Free(last_);
  EXPECT_EQ(Realloc(grown, 100), "heap+0x20080 brk(heap+0x200e8)");
}

TEST_F(ContractTest, TooLargeFailsWithoutASystemCall) {
  for (size_t size : {static_cast<size_t>(PTRDIFF_MAX) + 1, SIZE_MAX, SIZE_MAX - 7, SIZE_MAX - 31}) {
    errno = 0;
    EXPECT_EQ(Malloc(size), "0");
    EXPECT_EQ(errno, ENOMEM);
    errno = 0;
    EXPECT_EQ(Calloc(1, size), "0");
    EXPECT_EQ(errno, ENOMEM);
  }
  EXPECT_EQ(Malloc(PTRDIFF_MAX), "0 mmap failed");
  Malloc(16);
  errno = 0;
  EXPECT_EQ(Realloc(last_, SIZE_MAX), "0");
  EXPECT_EQ(errno, ENOMEM);
}

TEST_F(ContractTest, SuccessLeavesErrnoAlone) {
  errno = 7;
  Malloc(100);
  Calloc(1, 5000);
  Free(last_);
  Realloc(Heap(0x20), 1000);
  EXPECT_EQ(errno, 7);
}

TEST_F(ContractTest, HeapGoesOnBehindAForeignBreak) {
  TakeChunk();
  fake_system::MoveBreak(4096);
  EXPECT_EQ(Malloc(16), "heap+0x21020 brk(heap+0x21030)");
  Free(Heap(0x20));
  Free(last_);
  // The free block before the gap ends where the other one does not begin: two blocks, and no single one of 131064.
  EXPECT_EQ(Malloc(131032), "heap+0x20");
  EXPECT_EQ(Malloc(131000), "heap+0x21020 brk(heap+0x40fd8)");
}

TEST_F(ContractTest, LastBlockAwayFromTheBreakIsNotExpanded) {
  TakeChunk();
  Malloc(16);
  fake_system::MoveBreak(4096);
  EXPECT_EQ(Realloc(last_, 100), "heap+0x21050 brk(heap+0x210b8)");
  fake_system::MoveBreak(8);
  Free(last_);
  EXPECT_EQ(Malloc(200), "heap+0x210e0 brk(heap+0x211a8)");
}

// A courtesy of osmem.h; the heap behind the block, and one freed before it, make it no different.
TEST_F(ContractTest, AFreedPayloadStaysUntilTheNextCall) {
  for (size_t size : {8, 16, 24, 1000, 5000}) {
    const std::string bytes(size, 'x');
    void* before = os_malloc(size);
    void* freed = memcpy(os_malloc(size), bytes.data(), size);
    os_free(before);
    os_free(freed);
    EXPECT_EQ(std::string(static_cast<char*>(freed), size), bytes) << size;
  }
}

TEST_F(ContractTest, AMovedPayloadStaysBehindUntilTheNextCall) {
  for (size_t size : {8, 16, 24, 1000, 5000}) {
    fake_system::Reset();
    const std::string bytes(size, 'x');
    void* moved = memcpy(os_malloc(size), bytes.data(), size);
    os_malloc(8);
    EXPECT_NE(os_realloc(moved, size + 100), moved);
    EXPECT_EQ(std::string(static_cast<char*>(moved), size), bytes) << size;
  }
}

TEST_F(ContractTest, AForeignBreakMayBeUnaligned) {
  fake_system::MoveBreak(5);
  EXPECT_EQ(Malloc(131032), "heap+0x28 brk(heap+0x20008)");
  fake_system::MoveBreak(1);
  EXPECT_EQ(Malloc(8), "heap+0x20030 brk(heap+0x20038)");
}

}  // namespace
