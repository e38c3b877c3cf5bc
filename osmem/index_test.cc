// The index against a sorted set, and the bound that its file states.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

extern "C" {
#include "osmem/index.h"
#include "osmem/link.h"
}

namespace {

using Key = std::pair<size_t, block_meta*>;

class IndexTest : public testing::Test {
 protected:
  void SetUp() override { free_index = {}; }

  // A free block at `offset`, of which only what the index may touch is there: 40 bytes.
  block_meta* Block(size_t offset, size_t size) {
    block_meta* block = At(offset);
    block->size = size;
    block->status = BLOCK_FREE;
    return block;
  }

  block_meta* At(size_t offset) { return reinterpret_cast<block_meta*>(memory_.get() + offset); }

  block_meta* Insert(size_t offset, size_t size) {
    block_meta* block = Block(offset, size);
    index_insert(block);
    return block;
  }

  // Its size is said beside it.
  static block_meta* Take(size_t need) {
    const fit found = index_take(need);
    EXPECT_TRUE(found.block == nullptr || found.size == found.block->size);
    return found.block;
  }

  static constexpr size_t kMemory = size_t{64} << 20;
  const std::unique_ptr<char[]> memory_{new char[kMemory]};
};

unsigned DepthBelow(const block_meta* node, bool narrow) {
  if (node == nullptr) return 0;
  return 1 + std::max(DepthBelow(link_get(node, 0, narrow), narrow), DepthBelow(link_get(node, 1, narrow), narrow));
}

unsigned Depth(size_t size) {
  unsigned depth = 0;
  for (const block_meta* root : free_index.root) depth = std::max(depth, DepthBelow(root, size == 8));
  return depth;
}

TEST_F(IndexTest, EmptyHasNothing) {
  EXPECT_EQ(Take(8), nullptr);
  EXPECT_EQ(Take(size_t{1} << 62), nullptr);
  EXPECT_EQ(index_count(), 0u);
}

TEST_F(IndexTest, TakesTheSmallestThatFits) {
  Insert(0, 800);
  block_meta* best = Insert(1000, 400);
  Insert(2000, 200);
  EXPECT_EQ(Take(208), best);
  EXPECT_EQ(Take(808), nullptr);
}

TEST_F(IndexTest, ExchangesABlockForTheBestFit) {
  Insert(0, 4096);  // the heap's first block, at which the keys of the fronts begin
  block_meta* best = Insert(1000, 400);
  block_meta* block = Block(2000, 200);
  const fit found = index_exchange(block, 200, 208);
  EXPECT_EQ(found.block, best);
  EXPECT_EQ(found.size, 400u);
  EXPECT_EQ(index_count(), 2u);
  EXPECT_EQ(Take(8), block);
}

TEST_F(IndexTest, ABlockThatFitsBestIsExchangedForItself) {
  Insert(0, 4096);
  Insert(1000, 400);
  Insert(3000, 200);
  for (block_meta* block : {Block(5000, 208), Block(504, 400), Block(4000, 392)}) {
    EXPECT_EQ(index_exchange(block, block->size, 208).block, block);
  }
  EXPECT_EQ(index_count(), 3u);
  EXPECT_EQ(index_exchange(Block(7000, 400), 400, 208).block, At(1000)) << "of equals the lowest";
  EXPECT_EQ(Take(208), At(7000));
}

TEST_F(IndexTest, NothingIsExchangedWhereATreeIsNeeded) {
  block_meta* block = Block(504, 72);
  EXPECT_EQ(index_exchange(block, 72, 8).block, nullptr) << "nothing fits";
  Insert(0, 4096);
  EXPECT_EQ(index_exchange(block, 72, 80).block, nullptr) << "sizes differ in the bin of the best fit";
  EXPECT_EQ(index_exchange(block, 72, 4096).block, nullptr);
  EXPECT_EQ(index_exchange(block, 72, size_t{1} << 62).block, nullptr);
  for (size_t i = 0; i <= FRONT_BLOCKS; i++) Insert(10000 + i * 200, 64);
  EXPECT_EQ(index_exchange(block, 72, 8).block, nullptr) << "a tree behind the front";
  EXPECT_EQ(index_exchange(Block(704, 64), 64, 72).block, nullptr) << "no room in the front";
  EXPECT_EQ(index_count(), 2u + FRONT_BLOCKS);
}

TEST_F(IndexTest, TakesTheLowestAmongEquals) {
  std::vector<block_meta*> blocks;
  for (size_t offset : {4000, 1000, 3000, 0, 2000}) blocks.push_back(Insert(offset, 64));
  std::sort(blocks.begin(), blocks.end());
  for (block_meta* block : blocks) EXPECT_EQ(Take(64), block);
}

// Whoever begins in the same stretch as a free block may be it.
TEST_F(IndexTest, KnowsWhereNoBlockBegins) {
  const size_t stretch = size_t{1} << SHORTEST_STRETCH, reach = STRETCHES * stretch;
  block_meta* block = Block(5 * stretch, 72);
  const auto has_none = [=](block_meta* prev, block_meta* next) {
    block->prev = prev;
    block->next = next;
    return index_has_no_neighbour(block);
  };
  EXPECT_FALSE(has_none(At(0), At(6 * stretch))) << "nothing is counted";
  stretches_start(&free_index.stretches, At(0));
  stretches_reach(&free_index.stretches, At(reach));
  EXPECT_TRUE(has_none(At(0), At(6 * stretch)));
  EXPECT_FALSE(has_none(nullptr, At(6 * stretch)));
  EXPECT_FALSE(has_none(At(0), nullptr));
  EXPECT_FALSE(has_none(At(0), At(reach))) << "behind the last stretch";

  Insert(3 * stretch, 4096);  // the heap's first block, at which the keys of the fronts begin
  block_meta* freed = Insert(7 * stretch - 8, 200);
  EXPECT_FALSE(has_none(At(0), At(6 * stretch)));
  EXPECT_FALSE(has_none(At(6 * stretch), At(8 * stretch)));
  EXPECT_FALSE(has_none(At(3 * stretch), At(8 * stretch))) << "it came by the tree";
  EXPECT_EQ(index_exchange(block, 72, 200).block, freed);
  EXPECT_TRUE(has_none(At(0), At(6 * stretch)));
  EXPECT_FALSE(has_none(At(0), At(5 * stretch + 8)));
  EXPECT_EQ(Take(72), block);
  index_remove(At(3 * stretch));
  EXPECT_TRUE(has_none(At(3 * stretch), At(5 * stretch + 8)));
}

TEST_F(IndexTest, StretchesGetLongerWithTheHeap) {
  const size_t reach = STRETCHES << SHORTEST_STRETCH;
  block_meta ends = {};
  stretches_start(&free_index.stretches, At(0));
  Insert(0, 4096);
  for (size_t offset : {reach - 200, reach - 48}) Insert(offset, 16);
  for (size_t bytes = reach; bytes <= kMemory; bytes *= 2) {
    stretches_reach(&free_index.stretches, At(bytes));
    EXPECT_EQ(STRETCHES << free_index.stretches.length, bytes);
    ends.prev = At(bytes / 2);
    ends.next = At(bytes - 48);
    EXPECT_EQ(index_has_no_neighbour(&ends), bytes > reach);
    ends.next = At(reach - 48);
    EXPECT_FALSE(index_has_no_neighbour(&ends));
  }
  for (size_t offset : {reach - 200, reach - 48}) index_remove(At(offset));
  EXPECT_TRUE(index_has_no_neighbour(&ends)) << "both were counted all the while";
  stretches_reach(&free_index.stretches, At(size_t{1} << 40));
  EXPECT_EQ(free_index.stretches.length, static_cast<unsigned>(LONGEST_STRETCH));
}

TEST_F(IndexTest, FindsWithinABinOfSeveralSizes) {
  block_meta* larger = Insert(0, 100008);
  block_meta* smaller = Insert(200000, 100000);
  EXPECT_EQ(Take(100008), larger);
  EXPECT_EQ(Take(99992), smaller);
}

TEST_F(IndexTest, KeepsOutOfThePayloadBehindItsLinks) {
  memory_[40] = 'x';
  Insert(0, 8);
  Insert(80, 8);
  index_remove(Block(0, 8));
  EXPECT_EQ(memory_[40], 'x');
}

TEST_F(IndexTest, AgreesWithASortedSet) {
  const uint64_t seed = 20240607;
  std::mt19937_64 random(seed);
  // Few sizes make deep trees; the last ones share their bins with others.
  const size_t kSizes[] = {8, 8, 16, 24, 64, 64, 1024, 2040, 2048, 2056, 5000, 5008, 5016, 70000, 70008, 1 << 20};
  std::set<Key> expected;
  std::set<size_t> taken;
  for (int step = 0; step < 100000; step++) {
    size_t offset = random() % 4000 * 48, size = kSizes[random() % (sizeof(kSizes) / sizeof(*kSizes))];
    switch (random() % 3) {
      case 0:
        if (!taken.insert(offset).second) break;
        expected.emplace(size, Insert(offset, size));
        break;
      case 1: {
        auto entry = expected.lower_bound({size, At(offset)});
        if (entry == expected.end()) break;
        taken.erase(static_cast<size_t>(reinterpret_cast<char*>(entry->second) - memory_.get()));
        index_remove(entry->second);
        expected.erase(entry);
        break;
      }
      case 2: {
        auto entry = expected.lower_bound({size, nullptr});
        block_meta* block = Take(size);
        ASSERT_EQ(block, entry == expected.end() ? nullptr : entry->second) << "seed " << seed << ", step " << step;
        if (block == nullptr) break;
        taken.erase(static_cast<size_t>(reinterpret_cast<char*>(block) - memory_.get()));
        expected.erase(entry);
        break;
      }
    }
    if (step % 100 == 0) {
      ASSERT_EQ(index_count(), expected.size()) << "seed " << seed;
      for (const Key& key : expected) ASSERT_TRUE(index_contains(key.second)) << "seed " << seed << ", step " << step;
    }
  }
}

// 2^26 bytes: 26 - 3 bits of address, and the node that they lead to.
TEST_F(IndexTest, NoWayIsLongerThanTheBound) {
  for (size_t stride : {40, 48, 64, 96, 4096, 65536}) {
    for (size_t size : {8, 16}) {
      if (stride < 32 + size) continue;
      free_index = {};
      for (size_t offset = 0; offset < std::min(kMemory - 48, 100000 * stride); offset += stride) Insert(offset, size);
      EXPECT_LE(Depth(size), 24u) << "stride " << stride;
    }
  }
}

TEST_F(IndexTest, ManyOfOneSizeAreNotDeep) {
  for (size_t i = 0; i < 200000; i++) Insert((i * 7919) % 200000 * 48, 16);
  EXPECT_LE(Depth(16), 24u);
  for (size_t i = 0; i < 1000; i++) EXPECT_EQ(Take(16), Block(i * 48, 16));
}

// The worst that addresses can be: all alike in their low bits for as long as there is room.
TEST_F(IndexTest, AddressesThatShareTheirLowBits) {
  size_t count = 0;
  for (size_t step = 1 << 20; step >= 64; step /= 2) {
    Insert(step, 16);
    count++;
  }
  EXPECT_LE(Depth(16), 24u);
  EXPECT_EQ(index_count(), count);
}

}  // namespace
