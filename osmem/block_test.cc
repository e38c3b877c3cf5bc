// Splitting, joining and undoing a join, on blocks laid out by hand.
#include <cstdint>

#include "gtest/gtest.h"

extern "C" {
#include "osmem/block.h"
}

namespace {

class BlockTest : public testing::Test {
 protected:
  alignas(8) char memory_[400];
  block_meta* block_ = block_make(memory_, 96, nullptr, nullptr);
};

TEST(NeedTest, IsTheNextMultipleOfEight) {
  EXPECT_EQ(need_of(1), 8u);
  EXPECT_EQ(need_of(8), 8u);
  EXPECT_EQ(need_of(9), 16u);
  EXPECT_EQ(footprint_of(9), 48u);
  EXPECT_EQ(need_of(PTRDIFF_MAX), static_cast<size_t>(PTRDIFF_MAX) + 1);
}

TEST_F(BlockTest, PayloadIsRightBehindTheHeader) {
  EXPECT_EQ(block_payload(block_), memory_ + 32);
  EXPECT_EQ(block_of(memory_ + 32), block_);
  EXPECT_EQ(block_end(block_), memory_ + 128);
}

TEST_F(BlockTest, CanBeSplitWhereFortyBytesRemain) {
  EXPECT_TRUE(can_split(96, 56));
  EXPECT_FALSE(can_split(96, 64));
}

TEST_F(BlockTest, SplitMakesAFreeBlockInBetween) {
  block_meta* last = block_make(block_end(block_), 8, block_, nullptr);
  block_->status = BLOCK_USED;
  block_meta* rest = block_split(block_, 40);
  EXPECT_EQ(block_->size, 40u);
  EXPECT_EQ(block_->next, rest);
  EXPECT_EQ(rest, static_cast<void*>(memory_ + 72));
  EXPECT_EQ(rest->size, 24u);
  EXPECT_EQ(rest->status, BLOCK_FREE);
  EXPECT_EQ(rest->prev, block_);
  EXPECT_EQ(rest->next, last);
  EXPECT_EQ(last->prev, rest);
}

TEST_F(BlockTest, JoinTakesTheHeaderInToo) {
  block_meta* rest = block_split(block_, 40);
  block_meta* last = block_make(block_end(rest), 8, rest, nullptr);
  block_join(block_);
  EXPECT_EQ(block_->size, 96u);
  EXPECT_EQ(block_->next, last);
  EXPECT_EQ(last->prev, block_);
}

TEST_F(BlockTest, UnjoinRestoresBoth) {
  block_meta* rest = block_split(block_, 40);
  block_meta* last = block_make(block_end(rest), 8, rest, nullptr);
  block_join(block_);
  block_unjoin(rest);
  EXPECT_EQ(block_->size, 40u);
  EXPECT_EQ(block_->next, rest);
  EXPECT_EQ(rest->size, 24u);
  EXPECT_EQ(rest->next, last);
  EXPECT_EQ(last->prev, rest);
}

TEST_F(BlockTest, FreeNeighboursAreAdjacentAndFree) {
  block_meta* next = block_split(block_, 40);
  EXPECT_EQ(block_free_next(block_), next);
  EXPECT_EQ(block_free_prev(next), block_);
  EXPECT_EQ(block_free_next(next), nullptr);
  EXPECT_EQ(block_free_prev(block_), nullptr);
  next->status = BLOCK_USED;
  EXPECT_EQ(block_free_next(block_), nullptr);
}

TEST_F(BlockTest, BehindAGapIsNoNeighbour) {
  block_meta* next = block_make(memory_ + 136, 8, block_, nullptr);
  EXPECT_EQ(block_->next, next);
  EXPECT_EQ(block_free_next(block_), nullptr);
  EXPECT_EQ(block_free_prev(next), nullptr);
}

}  // namespace
