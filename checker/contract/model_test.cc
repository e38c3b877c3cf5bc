// The contract clause by clause, as traces that must come out of the model as they stand here.
#include "checker/contract/model.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace checker {
namespace {

Units PagesOf4096() {
  Units units;
  units.page = 4096;
  return units;
}

class ModelTest : public testing::Test {
 protected:
  // Steps the model through the calls of `trace` and returns what it made of them.
  std::string Replay(const std::string& trace) {
    std::string error;
    const std::optional<Trace> expected = ParseTrace(trace, &error);
    EXPECT_TRUE(expected) << error;
    std::string text;
    for (const Call& call : expected.value_or(Trace()).calls) text += ToText(model_.Step(call));
    return text;
  }

  // The keys of the clauses that decided the last step.
  std::string Decided() const {
    std::string keys;
    for (Rule rule : model_.decided()) keys += (keys.empty() ? "" : " ") + std::string(KeyOf(rule));
    return keys;
  }

  // "#16" is a used block of 16 bytes, ".16" a free one.
  std::string Heap() const {
    std::string blocks;
    for (const Block& block : model_.heap()) {
      blocks += (blocks.empty() ? "" : " ") + std::string(block.free ? "." : "#") + std::to_string(block.size);
    }
    return blocks;
  }

  Model model_{PagesOf4096()};
};

#define EXPECT_TRACE(trace) EXPECT_EQ(Replay(trace), trace)

TEST_F(ModelTest, FirstWorkedTraceOfTheContract) {
  EXPECT_TRACE(
      "os_malloc(1000) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(100) = heap+0x428\n"
      "os_free(heap+0x20)\n"
      "os_calloc(1, 5000) = map1+0x20\n"
      "  mmap(5032) = map1\n"
      "os_realloc(map1+0x20, 2000) = heap+0x4b0\n"
      "  munmap(map1, 5032)\n");
}

TEST_F(ModelTest, SecondWorkedTraceOfTheContract) {
  EXPECT_TRACE(
      "os_malloc(131032) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(10) = heap+0x20020\n"
      "  brk(heap+0x20030)\n"
      "os_free(heap+0x20020)\n"
      "os_malloc(25) = heap+0x20020\n"
      "  brk(heap+0x20040)\n");
}

TEST_F(ModelTest, ReallocSwallowsOneAtATimeAsInTheExampleOfTheContract) {
  EXPECT_TRACE(
      "os_malloc(16) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(16) = heap+0x50\n"
      "os_malloc(16) = heap+0x80\n"
      "os_malloc(16) = heap+0xb0\n"
      "os_free(heap+0x50)\n"
      "os_free(heap+0x80)\n"
      "os_realloc(heap+0x20, 40) = heap+0x20\n");
  EXPECT_EQ(Heap(), "#64 .16 #16 .130848");
  EXPECT_EQ(Decided(), "realloc-absorb realloc-absorb-stop no-split");
}

TEST_F(ModelTest, PreallocatesOnceAndSplits) {
  EXPECT_TRACE("os_malloc(8) = heap+0x20\n  brk(heap+0x20000)\n");
  EXPECT_EQ(Decided(), "preallocate best-fit split header");
  EXPECT_EQ(Heap(), "#8 .131000");
  EXPECT_TRACE("os_malloc(3) = heap+0x48\n");
  EXPECT_EQ(Decided(), "align best-fit split header");
  EXPECT_EQ(Heap(), "#8 #8 .130960");
}

TEST_F(ModelTest, TheRestIsABlockFromFortyBytesOn) {
  EXPECT_TRACE("os_malloc(131000) = heap+0x20\n  brk(heap+0x20000)\n");
  EXPECT_EQ(Heap(), "#131000 .8");
  model_ = Model(PagesOf4096());
  EXPECT_TRACE("os_malloc(131008) = heap+0x20\n  brk(heap+0x20000)\n");
  EXPECT_EQ(Heap(), "#131040");
  EXPECT_EQ(Decided(), "preallocate best-fit no-split");
}

TEST_F(ModelTest, CoalescesARunOfThreeBeforeItSearches) {
  Replay(
      "os_malloc(16) = 0\nos_malloc(16) = 0\nos_malloc(16) = 0\nos_malloc(8) = 0\n"
      "os_free(heap+0x20)\nos_free(heap+0x80)\nos_free(heap+0x50)\n");
  EXPECT_EQ(Heap(), ".16 .16 .16 #8 .130856");
  EXPECT_TRACE("os_malloc(112) = heap+0x20\n");
  EXPECT_EQ(Decided(), "coalesce best-fit");
  EXPECT_EQ(Heap(), "#112 #8 .130856");
}

TEST_F(ModelTest, TakesTheSmallestThatFitsAndTheLowestAmongEquals) {
  Replay(
      "os_malloc(400) = 0\nos_malloc(8) = 0\nos_malloc(120) = 0\nos_malloc(8) = 0\nos_malloc(120) = 0\nos_malloc(8) = "
      "0\n"
      "os_free(heap+0x20)\nos_free(heap+0x1f8)\nos_free(heap+0x2b8)\n");
  EXPECT_EQ(Heap(), ".400 #8 .120 #8 .120 #8 .130184");
  EXPECT_TRACE("os_malloc(100) = heap+0x1f8\n");
  EXPECT_EQ(Decided(), "align best-fit tie no-split");
  EXPECT_TRACE("os_malloc(121) = heap+0x20\n");
  EXPECT_EQ(Decided(), "align best-fit split header");
}

TEST_F(ModelTest, ExpandsTheLastBlockByWhatIsMissing) {
  EXPECT_TRACE(
      "os_malloc(130000) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(1009) = heap+0x1fc10\n"
      "  brk(heap+0x20008)\n");
  EXPECT_EQ(Decided(), "align expand");
}

TEST_F(ModelTest, AppendsWhereTheLastBlockIsInUse) {
  EXPECT_TRACE(
      "os_malloc(131032) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(1) = heap+0x20020\n"
      "  brk(heap+0x20028)\n");
  EXPECT_EQ(Decided(), "align append header");
}

TEST_F(ModelTest, MapsFromTheThresholdOn) {
  EXPECT_TRACE("os_malloc(131032) = heap+0x20\n  brk(heap+0x20000)\n");
  EXPECT_TRACE("os_malloc(131033) = map1+0x20\n  mmap(131072) = map1\n");
  EXPECT_EQ(Decided(), "align map-threshold map-length map-flags header");
  EXPECT_TRACE("os_free(map1+0x20)\n  munmap(map1, 131072)\n");
  EXPECT_EQ(Decided(), "free-unmap");
  EXPECT_TRACE("os_malloc(200000) = map2+0x20\n  mmap(200032) = map2\n");
}

TEST_F(ModelTest, TheThresholdIsASetting) {
  Units units = PagesOf4096();
  units.mmap_threshold = 1024;
  model_ = Model(units);
  EXPECT_TRACE("os_malloc(984) = heap+0x20\n  brk(heap+0x20000)\n");
  EXPECT_TRACE("os_malloc(985) = map1+0x20\n  mmap(1024) = map1\n");
}

TEST_F(ModelTest, ZeroSizesDoNothing) {
  EXPECT_TRACE("os_malloc(0) = 0\n");
  EXPECT_EQ(Decided(), "zero-size");
  EXPECT_TRACE("os_calloc(0, 8) = 0\nos_calloc(8, 0) = 0\nos_realloc(0, 0) = 0\nos_free(0)\n");
  EXPECT_EQ(Heap(), "");
}

TEST_F(ModelTest, WhatIsTooLargeFailsWithoutASystemCall) {
  EXPECT_TRACE("os_malloc(18446744073709551615) = 0\nos_malloc(9223372036854775808) = 0\n");
  EXPECT_EQ(Decided(), "too-large");
  EXPECT_TRACE("os_calloc(9223372036854775807, 2) = 0\n");
  EXPECT_EQ(Decided(), "too-large");
  EXPECT_TRACE("os_calloc(9223372036854775808, 2) = 0\n");
  EXPECT_EQ(Decided(), "calloc-overflow");
  EXPECT_TRACE("os_malloc(16) = heap+0x20\n  brk(heap+0x20000)\nos_realloc(heap+0x20, 18446744073709551608) = 0\n");
  EXPECT_EQ(Heap(), "#16 .130992");
}

TEST_F(ModelTest, MoreThanAnAddressSpaceIsAskedForAndRefused) {
  EXPECT_TRACE("os_malloc(9223372036854775800) = 0\n  mmap(9223372036854775832) = ENOMEM\n");
  EXPECT_TRUE(model_.mappings().empty());
}

TEST_F(ModelTest, CallocMapsFromAPageOn) {
  EXPECT_TRACE("os_calloc(4, 1014) = heap+0x20\n  brk(heap+0x20000)\n");
  EXPECT_EQ(Decided(), "preallocate best-fit split header calloc-zero");
  EXPECT_TRACE("os_calloc(1, 4057) = map1+0x20\n  mmap(4096) = map1\n");
  EXPECT_EQ(Decided(), "align map-length map-flags header calloc-threshold");
  EXPECT_TRACE("os_calloc(2, 100000) = map2+0x20\n  mmap(200032) = map2\n");
  EXPECT_EQ(Decided(), "map-threshold map-length map-flags header");
}

TEST_F(ModelTest, FreeKeepsTheHeapAsItIs) {
  Replay("os_malloc(16) = 0\nos_malloc(16) = 0\nos_free(heap+0x20)\n");
  EXPECT_TRACE("os_free(heap+0x50)\n");
  EXPECT_EQ(Decided(), "free-keep");
  EXPECT_EQ(Heap(), ".16 .16 .130944");
}

TEST_F(ModelTest, ReallocOfNullAndToZero) {
  EXPECT_TRACE("os_realloc(0, 16) = heap+0x20\n  brk(heap+0x20000)\n");
  EXPECT_EQ(Decided(), "realloc-null preallocate best-fit split header");
  EXPECT_TRACE("os_realloc(heap+0x20, 0) = 0\n");
  EXPECT_EQ(Decided(), "realloc-zero free-keep");
  EXPECT_EQ(Heap(), ".16 .130992");
}

TEST_F(ModelTest, ReallocOfAFreeBlockDoesNothing) {
  Replay("os_malloc(16) = 0\nos_free(heap+0x20)\n");
  EXPECT_TRACE("os_realloc(heap+0x20, 8) = 0\nos_realloc(heap+0x20, 200000) = 0\n");
  EXPECT_EQ(Decided(), "realloc-freed");
  EXPECT_EQ(Heap(), ".16 .130992");
}

TEST_F(ModelTest, ReallocShrinksInPlaceAndDoesNotMerge) {
  Replay("os_malloc(100) = 0\nos_malloc(16) = 0\nos_free(heap+0xa8)\n");
  EXPECT_TRACE("os_realloc(heap+0x20, 16) = heap+0x20\n");
  EXPECT_EQ(Decided(), "realloc-shrink split header");
  EXPECT_EQ(Heap(), "#16 .56 .16 .130856");
}

TEST_F(ModelTest, ReallocGrowsTheLastBlockByWhatIsMissing) {
  EXPECT_TRACE(
      "os_malloc(131032) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_malloc(10) = heap+0x20020\n"
      "  brk(heap+0x20030)\n"
      "os_realloc(heap+0x20020, 100) = heap+0x20020\n"
      "  brk(heap+0x20088)\n");
  EXPECT_EQ(Decided(), "realloc-grow-last");
}

TEST_F(ModelTest, ReallocMovesFromAndToMappings) {
  EXPECT_TRACE(
      "os_malloc(100) = heap+0x20\n"
      "  brk(heap+0x20000)\n"
      "os_realloc(heap+0x20, 200000) = map1+0x20\n"
      "  mmap(200032) = map1\n"
      "os_realloc(map1+0x20, 200000) = map2+0x20\n"
      "  mmap(200032) = map2\n"
      "  munmap(map1, 200032)\n");
  EXPECT_EQ(Decided(), "realloc-move map-threshold map-length map-flags header realloc-copy order free-unmap");
  EXPECT_TRACE("os_realloc(map2+0x20, 24) = heap+0x20\n  munmap(map2, 200032)\n");
  EXPECT_EQ(Heap(), "#24 .130984");
}

TEST_F(ModelTest, AFailedGrowthKeepsWhatWasSwallowedAndDoesNotMoveTheBreak) {
  Replay("os_malloc(130000) = 0\nos_malloc(64) = 0\n");
  EXPECT_EQ(Heap(), "#130000 #64 .912");
  EXPECT_TRACE("os_realloc(heap+0x1fc10, 2000) = heap+0x20020\n  brk(heap+0x207f0)\n");
  EXPECT_EQ(Decided(), "realloc-absorb realloc-move append header realloc-copy free-keep");
  EXPECT_EQ(Heap(), "#130000 .1008 #2000");
}

TEST_F(ModelTest, APointerThatIsNoBlocksEndsTheProgram) {
  Replay("os_malloc(16) = 0\nos_malloc(16) = 0\nos_free(heap+0x20)\n");
  EXPECT_TRACE("os_free(heap+0x20) = ?\n");  // freed twice
  EXPECT_TRACE("os_realloc(heap+0x20, 0) = ?\n");
  EXPECT_TRACE("os_free(heap+0x58) = ?\n");        // inside a block
  EXPECT_TRACE("os_realloc(map1+0x20, 8) = ?\n");  // never mapped
  EXPECT_TRACE("os_free(stack) = ?\n");
  EXPECT_EQ(Heap(), ".16 #16 .130944");
}

TEST(RuleTest, NamesAreKeysWithClauses) {
  EXPECT_EQ(KeyOf(Rule::kBestFit), "best-fit");
  EXPECT_EQ(CitationOf(Rule::kReallocGrowLast), "(realloc grow last, 6.6)");
  EXPECT_EQ(KeyOf(Rule::kLeak), "leak");
  EXPECT_EQ(RuleOf("tie"), Rule::kTie);
  EXPECT_EQ(RuleOf("ties"), std::nullopt);
  for (Rule rule : AllRules()) EXPECT_EQ(RuleOf(KeyOf(rule)), rule);
}

}  // namespace
}  // namespace checker
