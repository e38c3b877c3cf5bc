// The refs are what the recorder writes, byte for byte, and each belongs to a snippet.
#include "checker/grading/record.h"

#include <gtest/gtest.h>

#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

class RecordTest : public testing::TestWithParam<std::string_view> {};

TEST_P(RecordTest, RefsAreAsRecorded) {
  const std::string tier(GetParam());
  std::vector<Snippet> snippets;
  std::string error;
  ASSERT_TRUE(FindPairs(tier, &snippets, &error)) << error;
  for (const Snippet& snippet : snippets) {
    std::string recorded;
    ASSERT_TRUE(RecordSnippet(snippet, Runfile("osmem/libosmem.so"), &recorded, &error)) << error;
    EXPECT_EQ(Contents(snippet.RefPath()), recorded)
        << "refs/" << snippet.Label() << ".ref: write it anew with: bazel run //checker:record";
  }
}

class RecordCommandTest : public CommandTest {
 protected:
  int Record(const std::string& arguments) {
    return Run("BUILD_WORKSPACE_DIRECTORY=" + folder_ + " " + Runfile("checker/record") + " " + arguments);
  }
};

// No ref is touched by who only asks.
TEST_F(RecordCommandTest, WhatIsNotUnderstoodRecordsNothing) {
  EXPECT_EQ(Record("--help"), 0);
  EXPECT_EQ(output_, "usage: bazel run //checker:record\n");
  EXPECT_EQ(Record("malloc"), 2);
  EXPECT_HAS(output_, "record: \"malloc\" is not a flag");
  EXPECT_EQ(Record(""), 2);
  EXPECT_EQ(output_, "record: cannot write " + folder_ + "/refs/malloc/arrays.ref: No such file or directory\n");
}

INSTANTIATE_TEST_SUITE_P(Tier, RecordTest, testing::ValuesIn(kTiers),
                         [](const auto& tier) { return std::string(tier.param); });

}  // namespace
}  // namespace checker
