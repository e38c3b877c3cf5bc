// What the quarantine has room for, and in which order it lets go.
#include <gtest/gtest.h>

#include <vector>

extern "C" {
#include "base/pattern.h"
#include "base/quarantine.h"
}

namespace {

class QuarantineTest : public testing::Test {
 protected:
  ~QuarantineTest() override {
    while (quarantine_take()) continue;
  }

  // As many blocks of that size as there is room for.
  size_t Fill(size_t bytes) {
    size_t count = 0;
    for (; quarantine_has_room(bytes); count++) quarantine_put(memory_.data(), bytes);
    return count;
  }

  std::vector<unsigned char> memory_ = std::vector<unsigned char>(3 << 20);
};

TEST_F(QuarantineTest, LetsGoOfTheOldestFirst) {
  EXPECT_EQ(quarantine_take(), nullptr);
  for (int round = 0; round < 1000; round++) {
    for (size_t i = 0; i < 3; i++) quarantine_put(&memory_[i], 1);
    for (size_t i = 0; i < 3; i++) EXPECT_EQ(quarantine_take(), &memory_[i]);
  }
  EXPECT_EQ(quarantine_take(), nullptr);
}

TEST_F(QuarantineTest, FillsWhatItKeeps) {
  quarantine_put(&memory_[1], 100);
  EXPECT_EQ(memory_[0], 0);
  EXPECT_EQ(pattern_find_other(memory_.data(), 1, 200, FREED), 101u);
}

TEST_F(QuarantineTest, HasRoomFor1024Blocks) { EXPECT_EQ(Fill(1), 1024u); }

TEST_F(QuarantineTest, HasRoomForAMebibyte) { EXPECT_EQ(Fill(100000), 10u); }

TEST_F(QuarantineTest, HasRoomForOneBlockOfAnySize) { EXPECT_EQ(Fill(2 << 20), 1u); }

TEST_F(QuarantineTest, HasRoomAgainForWhatItLetGo) {
  Fill(1 << 19);
  quarantine_take();
  EXPECT_TRUE(quarantine_has_room(1 << 19));
  EXPECT_FALSE(quarantine_has_room((1 << 19) + 1));
}

}  // namespace
