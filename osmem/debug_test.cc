// os_check() on heaps that were broken by hand, each in one way; os_stats() and os_dump() in literal numbers and
// letters.
#include "osmem/debug.h"

#include <algorithm>
#include <cstdio>
#include <string>

#include "gtest/gtest.h"
#include "osmem/testing/fake_system.h"

extern "C" {
#include "osmem/freed.h"
#include "osmem/heap.h"
#include "osmem/index.h"
#include "osmem/link.h"
}

namespace {

// | first, 24 in use | freed, 24, in the index | last, 24 in use | 32, freed since the search | tail, in the index |
class OsCheckTest : public testing::Test {
 protected:
  void SetUp() override {
    fake_system::Reset();
    first_ = block_of(os_malloc(24));
    freed_ = block_of(os_malloc(24));
    last_ = block_of(os_malloc(24));
    os_free(block_payload(freed_));
    os_free(os_malloc(25));  // a search that does not take what was freed
    ASSERT_EQ(os_check(), nullptr);
  }

  struct block_meta *first_, *freed_, *last_;
};

TEST(OsCheckSoundTest, SaysNothing) {
  fake_system::Reset();
  EXPECT_EQ(os_check(), nullptr);
  void* first = os_malloc(24);
  void* second = os_malloc(24);
  os_malloc(24);
  EXPECT_EQ(os_check(), nullptr);
  os_free(first);
  os_free(second);
  EXPECT_EQ(os_check(), nullptr);
  fake_system::MoveBreak(4096);
  os_malloc(131000);
  EXPECT_EQ(os_check(), nullptr) << "with somebody else's memory between two blocks";
}

TEST_F(OsCheckTest, SizeThatIsNoMultipleOf8) {
  first_->size = 21;
  EXPECT_STREQ(os_check(), "a block with a size that is none");
}

TEST_F(OsCheckTest, SizeZero) {
  first_->size = 0;
  EXPECT_STREQ(os_check(), "a block with a size that is none");
}

TEST_F(OsCheckTest, SizeTooLarge) {
  first_->size = 32;
  EXPECT_STREQ(os_check(), "a block that overlaps the next one");
}

TEST_F(OsCheckTest, SizeTooSmall) {
  first_->size = 16;
  block_reseal(first_);
  EXPECT_STREQ(os_check(), "a block that ends before the next one begins");
}

TEST_F(OsCheckTest, UnknownStatus) {
  first_->status = 7;
  EXPECT_STREQ(os_check(), "a block with a status that is none");
}

TEST_F(OsCheckTest, SealBroken) {
  first_->seal++;
  EXPECT_STREQ(os_check(), "a block in use of which the header was overwritten");
}

TEST_F(OsCheckTest, MappedBlockOnTheHeap) {
  last_->status = BLOCK_MAPPED;
  EXPECT_STREQ(os_check(), "a block with a status that is none");
}

TEST_F(OsCheckTest, NextOutsideTheHeap) {
  first_->next = reinterpret_cast<struct block_meta*>(0x7878787878787878);
  EXPECT_STREQ(os_check(), "a block whose next one is before it or outside the heap");
}

TEST_F(OsCheckTest, NextBackwards) {
  last_->next = first_;
  EXPECT_STREQ(os_check(), "a block whose next one is before it or outside the heap");
}

TEST_F(OsCheckTest, PreviousWrong) {
  last_->prev = first_;
  EXPECT_STREQ(os_check(), "a block that its next one does not know");
}

TEST_F(OsCheckTest, SomethingBeforeTheFirst) {
  first_->prev = last_;
  EXPECT_STREQ(os_check(), "a first block that has one before it");
}

TEST_F(OsCheckTest, ListThatEndsEarly) {
  last_->next = nullptr;
  EXPECT_STREQ(os_check(), "a list that does not end with the last block");
}

TEST_F(OsCheckTest, WrittenToAfterItWasFreed) {
  os_free(block_payload(first_));
  os_free(block_payload(last_));  // until then the first one waits apart, without a link
  static_cast<char*>(block_payload(first_))[1] = 'x';
  EXPECT_STREQ(os_check(), "a free block that was written to: its links lead to no free block");
}

TEST_F(OsCheckTest, WrittenToInTheIndex) {
  static_cast<char*>(block_payload(heap.last))[1] = 'x';
  EXPECT_STREQ(os_check(), "a free block that was written to: its links lead to no free block");
}

TEST_F(OsCheckTest, FreeBlockThatNoSearchFinds) {
  index_remove(freed_);
  link_set(freed_, 0, nullptr, false);
  link_set(freed_, 1, nullptr, false);
  EXPECT_STREQ(os_check(), "a free block that is not in the index");
}

TEST_F(OsCheckTest, BlockInUseThatASearchFinds) {
  block_use(freed_);
  EXPECT_STREQ(os_check(), "an index with more or fewer blocks than the heap has free");
}

TEST_F(OsCheckTest, FreeNeighboursAfterASearch) {
  struct block_meta* tail = heap.last;
  index_remove(tail);
  heap.last = block_split(tail, 1000);
  index_insert(tail);
  index_insert(heap.last);
  EXPECT_STREQ(os_check(), "two free blocks in a row that should be one");
}

TEST_F(OsCheckTest, CountThatIsWrong) {
  stretches_start(&free_index.stretches, heap.first);
  EXPECT_STREQ(os_check(), "a stretch where more or fewer free blocks begin than are counted");
}

// No block is appended but two, and each time the heap has free blocks behind what was counted before.
TEST_F(OsCheckTest, LargeHeapThatGrewByExpansion) {
  const char* const start = static_cast<char*>(os_malloc(130000));
  for (ptrdiff_t bytes : {10 << 20, 40 << 20}) {
    const char* last = start;
    void *before = nullptr, *block;
    for (int i = 0; last - start < bytes; i++) {
      block = os_malloc(130000);
      ASSERT_EQ(os_realloc(block, 65000), block);
      if (i % 2 == 0) os_free(before);
      before = block;
      last = static_cast<char*>(block);
    }
    os_malloc(130000);  // all of what is free at the end, so that one more comes behind it
    os_malloc(130000);
    EXPECT_GT(free_index.stretches.length, 0u);
    EXPECT_STREQ(os_check(), nullptr) << bytes;
  }
}

TEST_F(OsCheckTest, FreedBlockThatWasLost) {
  os_free(block_payload(first_));
  os_free(block_payload(last_));
  freed_link(heap.freed.top, nullptr);
  EXPECT_STREQ(os_check(), "a block that was freed and got lost, or one in use among the freed");
}

std::string Dump() {
  FILE* file = tmpfile();
  os_dump(fileno(file));
  rewind(file);
  std::string text;
  for (int c; (c = getc(file)) != EOF;) text += static_cast<char>(c);
  fclose(file);
  return text;
}

constexpr char kLegend[] =
    "  [ a block in use begins, # it goes on, % several begin\n"
    "  , a free block begins, . it goes on, : several begin, + begin with blocks in use\n";

// Rows `first` to `last` of a drawing with cells of 128 bytes, all in the middle of a block in use.
std::string Rows(int first, int last) {
  std::string rows;
  for (int row = first; row <= last; row++) {
    char name[32];
    snprintf(name, sizeof(name), "heap+0x%-10x", row * 0x2000);
    rows += std::string(name).substr(0, 16) + std::string(64, '#') + "\n";
  }
  return rows;
}

TEST(OsDumpTest, EmptyHeap) {
  fake_system::Reset();
  EXPECT_EQ(Dump(), std::string("heap    0 bytes, fragmentation 0 %\n"
                                "in use  0 bytes, blocks: 0\n"
                                "free    0 bytes, blocks: 0\n"
                                "mapped  0 bytes, blocks: 0\n"
                                "a cell is 32 bytes:\n") +
                        kLegend);
}

TEST(OsDumpTest, DrawsToScaleAndLists) {
  fake_system::Reset();
  void* hole = os_malloc(1000);
  os_malloc(40);
  os_malloc(1000);
  os_malloc(24);
  os_malloc(24);
  os_malloc(300000);
  os_malloc(120000);
  os_free(hole);
  EXPECT_EQ(Dump(), std::string("heap    131072 bytes, fragmentation 10 %\n"
                                "in use  121088 bytes, blocks: 5\n"
                                "free    9760 bytes, blocks: 2\n"
                                "mapped  300032 bytes, blocks: 1\n"
                                "a cell is 128 bytes:\n") +
                        kLegend + "heap            ,.......%#######[%##############################################\n" +
                        Rows(1, 13) +
                        "heap+0x1c000    ###########################################################,....\n"
                        "heap+0x1e000    ................................................................\n"
                        "heap+0x20       1000 bytes      free\n"
                        "heap+0x428      40 bytes        in use\n"
                        "heap+0x470      1000 bytes      in use\n"
                        "heap+0x878      24 bytes        in use\n"
                        "heap+0x8b0      24 bytes        in use\n"
                        "heap+0x8e8      120000 bytes    in use\n"
                        "heap+0x1ddc8    8760 bytes      free\n");
}

// A cell grows with the heap, and the list of blocks ends.
TEST(OsDumpTest, StaysWithinItsBounds) {
  fake_system::Reset();
  for (int i = 0; i < 100; i++) os_malloc(100000);
  const std::string dump = Dump();
  size_t lines = 0, longest = 0;
  for (size_t begin = 0, end; (end = dump.find('\n', begin)) != std::string::npos; begin = end + 1) {
    longest = std::max(longest, end - begin);
    lines++;
  }
  EXPECT_LE(longest, 100u);
  EXPECT_EQ(lines, 7u + 10 + 64 + 1);
  EXPECT_NE(dump.find("a cell is 16384 bytes:"), std::string::npos);
  EXPECT_EQ(dump.substr(dump.size() - 13), "\nand 36 more\n");
}

TEST(OsStatsTest, SeesTheHeapWithoutCounting) {
  fake_system::Reset();
  void* hole = os_malloc(1000);
  os_malloc(40);
  os_malloc(300000);
  os_free(hole);
  struct os_stats stats;
  os_stats(&stats);
  EXPECT_EQ(stats.heap_bytes, 131072u);
  EXPECT_EQ(stats.used_blocks, 1u);
  EXPECT_EQ(stats.used_bytes, 40u);
  EXPECT_EQ(stats.free_blocks, 2u);
  EXPECT_EQ(stats.free_bytes, 1000u + 129936u);
  EXPECT_EQ(stats.largest_free, 129936u);
  EXPECT_EQ(stats.fragmentation, 0u);
  EXPECT_EQ(stats.mapped_blocks, 1u);
  EXPECT_EQ(stats.mapped_bytes, 300032u);
  EXPECT_EQ(stats.counted, 0);
  EXPECT_EQ(stats.malloc_calls, 0u);
}

}  // namespace
