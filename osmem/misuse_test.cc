// Pointers that no live block has: one line that says so, and the end. Each dies in a process of its own.
#include <algorithm>
#include <cstring>

#include "gtest/gtest.h"
#include "osmem/debug.h"
#include "osmem/testing/fake_system.h"

extern "C" {
#include "osmem/block.h"
}

namespace {

class MisuseTest : public testing::Test {
 protected:
  void SetUp() override {
    fake_system::Reset();
    block_ = static_cast<char*>(os_malloc(100));
    other_ = static_cast<char*>(os_malloc(100));
    memset(block_, 0xff, 100);
  }

  char* block_;
  char* other_;
};

using MisuseDeathTest = MisuseTest;

TEST_F(MisuseDeathTest, DoubleFree) {
  os_free(block_);
  EXPECT_EXIT(os_free(block_), testing::KilledBySignal(SIGABRT), "^osmem: os_free\\(0x[0-9a-f]+\\): freed before\n$");
}

TEST_F(MisuseDeathTest, DoubleFreeAfterItWasMerged) {
  os_free(block_);
  os_free(other_);
  os_free(os_malloc(50000));
  EXPECT_DEATH(os_free(other_), "os_free\\(0x[0-9a-f]+\\): freed before");
}

TEST_F(MisuseDeathTest, ReallocToZeroOfAFreedBlock) {
  os_free(block_);
  EXPECT_DEATH(os_realloc(block_, 0), "os_realloc\\(0x[0-9a-f]+\\): freed before");
}

TEST_F(MisuseDeathTest, PointerIntoABlock) { EXPECT_DEATH(os_free(block_ + 48), "a place inside one"); }

TEST_F(MisuseDeathTest, PointerIntoABlockOfZeros) {
  memset(block_, 0, 100);
  EXPECT_DEATH(os_free(block_ + 48), "a place inside one");
  EXPECT_DEATH(os_realloc(block_ + 48, 10), "a place inside one");
}

TEST_F(MisuseDeathTest, PointerIntoABlockThatLooksLikeAHeader) {
  memcpy(block_ + 8, block_ - 32, 32);
  EXPECT_DEATH(os_free(block_ + 40), "a place inside one");
}

TEST_F(MisuseDeathTest, UnalignedPointer) {
  EXPECT_DEATH(os_free(block_ + 1), "not a block: blocks are aligned to 8 bytes");
  EXPECT_DEATH(os_realloc(block_ + 4, 10), "os_realloc\\(0x[0-9a-f]+\\): not a block");
}

TEST_F(MisuseDeathTest, HeaderThatWasOverwritten) {
  memset(block_, 0xff, 104 + 8);
  memset(block_ + 104, 0x41, 32);
  EXPECT_DEATH(os_free(other_), "its header was overwritten");
}

// Whose header it is is told when that one is freed. A status that became that of a free block merges with nobody.
TEST_F(MisuseDeathTest, NeighbourThatWasOverwritten) {
  for (int byte : {0x41, 0x00}) {
    SetUp();
    os_malloc(8);
    memset(block_ + 104, byte, 32);
    os_free(block_);
    EXPECT_NE(os_malloc(136), block_) << "the two were merged";
    EXPECT_DEATH(os_free(other_), "its header was overwritten") << byte;
  }
}

TEST_F(MisuseDeathTest, LinksThatLeadOutOfTheHeap) {
  memset(block_ - 8, 0x40, 8);
  EXPECT_DEATH(os_free(block_), "its header was overwritten") << "the next of the first block";
  memset(other_ - 16, 0x40, 8);
  EXPECT_DEATH(os_free(other_), "its header was overwritten") << "the previous of another";
}

// With the status of a free block os_realloc() has nothing to do (6.3).
TEST_F(MisuseDeathTest, AnyByteOfAHeader) {
  os_malloc(8);
  for (char* byte = other_ - 32; byte < other_; byte++) {
    for (int change : {0x01, 0x40, 0x80, 0xff}) {
      *byte = static_cast<char>(*byte ^ change);
      EXPECT_DEATH(os_free(other_), "osmem: os_free\\(0x[0-9a-f]+\\): ") << other_ - byte << " " << change;
      if (block_of(other_)->status != BLOCK_FREE) {
        EXPECT_DEATH(os_realloc(other_, 200), "osmem: os_realloc\\(0x[0-9a-f]+\\): ") << other_ - byte << " " << change;
      }
      *byte = static_cast<char>(*byte ^ change);
    }
  }
  os_free(other_);
}

TEST_F(MisuseDeathTest, LinksToOtherBlocksAndTheSizeOfAnother) {
  char* third = static_cast<char*>(os_malloc(100));
  os_malloc(8);
  const void *first = block_ - 32, *last = third + 104;
  const size_t size = 208;
  EXPECT_DEATH((memcpy(third - 16, &first, 8), os_free(third)), "its header was overwritten");
  EXPECT_DEATH((memcpy(other_ - 8, &last, 8), os_free(other_)), "its header was overwritten");
  EXPECT_DEATH((memcpy(other_ - 32, &size, 8), os_free(other_)), "its header was overwritten");
  EXPECT_DEATH((std::swap_ranges(other_ - 16, other_ - 8, other_ - 8), os_free(other_)), "its header was overwritten");
  os_free(third);
}

TEST_F(MisuseTest, WhatIsNotPromisedIsSeenByOsCheck) {
  os_free(block_);
  EXPECT_STREQ(os_check(), nullptr);
  memset(block_ - 16, 0x41, 8);
  EXPECT_STRNE(os_check(), nullptr) << "a link of a free block";
  SetUp();
  char* large[2];
  for (char*& block : large) {
    block = static_cast<char*>(os_malloc(3000));
    os_malloc(8);
  }
  for (char* block : large) os_free(block);
  os_malloc(50000);
  EXPECT_STREQ(os_check(), nullptr);
  for (char* block : large) memset(block, 0x41, 16);
  EXPECT_STRNE(os_check(), nullptr) << "the first 16 bytes of a free block";
}

TEST_F(MisuseDeathTest, StackPointer) {
  alignas(8) char local[64];
  EXPECT_DEATH(os_free(local + 32), "osmem never gave it out");
}

TEST_F(MisuseDeathTest, SmallNumber) { EXPECT_DEATH(os_free(reinterpret_cast<void*>(32)), "never gave it out"); }

TEST_F(MisuseDeathTest, SmallNumberBeforeFirstUse) {
  fake_system::Reset();
  EXPECT_DEATH(os_free(reinterpret_cast<void*>(32)), "never gave it out");
}

TEST_F(MisuseDeathTest, DoubleFreeOfAMapping) {
  void* mapped = os_malloc(200000);
  os_free(mapped);
  EXPECT_DEATH(os_free(mapped), "it was unmapped before");
}

TEST_F(MisuseDeathTest, PointerIntoAMapping) {
  char* mapped = static_cast<char*>(os_malloc(200000));
  EXPECT_DEATH(os_free(mapped + 4096), "never gave it out");
}

TEST_F(MisuseDeathTest, ReallocOfAnUnmappedBlock) {
  void* mapped = os_malloc(200000);
  os_free(mapped);
  EXPECT_DEATH(os_realloc(mapped, 10), "os_realloc\\(0x[0-9a-f]+\\): not a block in use: it was unmapped");
}

}  // namespace
