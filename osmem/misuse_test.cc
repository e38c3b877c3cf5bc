// Pointers that no live block has: one line that says so, and the end. Each dies in a process of its own.
#include <cstring>

#include "gtest/gtest.h"
#include "osmem/debug.h"
#include "osmem/testing/fake_system.h"

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

TEST_F(MisuseDeathTest, NeighbourThatWasOverwritten) {
  memset(block_ + 104, 0x41, 32);
  EXPECT_DEATH(os_free(block_), "its header was overwritten");
}

TEST_F(MisuseDeathTest, LinksThatLeadOutOfTheHeap) {
  memset(block_ - 8, 0x40, 8);
  EXPECT_DEATH(os_free(block_), "its header was overwritten") << "the next of the first block";
  memset(other_ - 16, 0x40, 8);
  EXPECT_DEATH(os_free(other_), "its header was overwritten") << "the previous of another";
}

// The status and both links. With the status of a free block os_realloc() has nothing to do (6.3).
TEST_F(MisuseDeathTest, EachPartOfAHeaderThatIsPromised) {
  for (int offset : {8, 16, 24}) {
    for (int byte : {0x00, 0x41, 0xff}) {
      SetUp();
      os_malloc(8);
      memset(other_ - 32 + offset, byte, offset == 8 ? 4 : 8);
      EXPECT_DEATH(os_free(other_), "osmem: os_free\\(0x[0-9a-f]+\\): ") << offset << " " << byte;
      if (offset != 8 || byte) {
        EXPECT_DEATH(os_realloc(other_, 200), "osmem: os_realloc\\(0x[0-9a-f]+\\): ") << offset << " " << byte;
      }
    }
  }
}

TEST_F(MisuseDeathTest, LinksWithinTheHeapThatDoNotAgree) {
  char* third = static_cast<char*>(os_malloc(100));
  const void* first = block_ - 32;
  EXPECT_DEATH((memcpy(third - 16, &first, 8), os_free(third)), "its header was overwritten") << "its own";
  EXPECT_DEATH((memset(other_ - 8, 0, 8), os_free(third)), "its header was overwritten") << "its neighbour's";
  os_free(third);
}

TEST_F(MisuseTest, WhatIsNotPromisedIsSeenByOsCheck) {
  os_free(block_);
  EXPECT_STREQ(os_check(), nullptr);
  memset(block_ - 16, 0x41, 8);
  EXPECT_STRNE(os_check(), nullptr) << "a link of a free block";
  SetUp();
  memset(other_ - 32, 0x41, 4);
  EXPECT_STRNE(os_check(), nullptr) << "the size of a block in use";
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
