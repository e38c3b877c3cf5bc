// The live mappings: that each is known while it lives, whatever the order they come and go in.
#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "osmem/testing/fake_system.h"

extern "C" {
#include "osmem/mapping.h"
}

namespace {

TEST(MappingTest, KnowsWhatLives) {
  fake_system::Reset();
  const uint64_t seed = 77;
  std::mt19937_64 random(seed);
  std::vector<block_meta*> live, gone;
  for (int step = 0; step < 3000; step++) {
    if (live.empty() || (live.size() < 100 && random() % 2)) {
      live.push_back(mapping_make(8 + random() % 8 * 4096));
    } else {
      size_t which = random() % live.size();
      gone.push_back(live[which]);
      mapping_release(live[which]);
      live[which] = live.back();
      live.pop_back();
    }
    for (block_meta* block : live) ASSERT_TRUE(mapping_exists(block)) << "seed " << seed << ", step " << step;
    for (block_meta* block : live) ASSERT_FALSE(mapping_exists(block + 1));
  }
  for (block_meta* block : live) mapping_release(block);
  for (block_meta* block : gone) EXPECT_FALSE(mapping_exists(block));
  EXPECT_FALSE(mapping_exists(nullptr));
}

}  // namespace
