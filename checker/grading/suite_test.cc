#include "checker/grading/suite.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "checker/grading/play.h"
#include "checker/programs/random.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"

namespace checker {
namespace {

constexpr char kRef[] =
    "title   A title\npoints  2\nrules   split\n---\nos_malloc(1) = heap+0x20\nos_realloc(0, 1) = 0\nexit 0\n";

class SuiteTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TEST_SRCDIR", root_.c_str(), 1);
    WriteFileAt("refs/malloc/a-b.ref", kRef);
    WriteFileAt("snippets/malloc/a-b", "not a program");
    WriteFileAt("snippets/malloc/a-b.c", "not looked at");
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void WriteFileAt(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(Runfile(path)).parent_path());
    ASSERT_TRUE(WriteFile(Runfile(path), text, &error_)) << error_;
  }

  bool Add() { return AddSnippets("malloc", 1, &tests_, &error_); }

  std::string ErrorOfAdding() {
    error_.clear();
    EXPECT_FALSE(Add());
    return error_;
  }

  const std::string root_ = testing::TempDir() + "suite_test";
  std::string error_;
  std::vector<GradedTest> tests_;
};

TEST_F(SuiteTest, TestsComeFromTheFolders) {
  ASSERT_TRUE(Add()) << error_;
  ASSERT_EQ(tests_.size(), 1u);
  EXPECT_EQ(tests_[0].Label(), "malloc/a-b");
  EXPECT_EQ(tests_[0].points, 2);
}

TEST_F(SuiteTest, ARefThatCannotBeReadIsNamedWithItsLine) {
  WriteFileAt("refs/malloc/a-b.ref", "title   A title\npoint  2\n");
  EXPECT_EQ(ErrorOfAdding(),
            "refs/malloc/a-b.ref: line 2: expected \"points  \" and a number from 1 to 100, not \"point  2\"");
}

TEST_F(SuiteTest, SnippetsAndRefsPair) {
  WriteFileAt("refs/malloc/orphan.ref", kRef);
  EXPECT_EQ(ErrorOfAdding(), "refs/malloc/orphan.ref has no snippet; remove it, or write snippets/malloc/orphan.c");
  WriteFileAt("snippets/malloc/orphan", "");
  error_.clear();
  EXPECT_TRUE(Add()) << error_;
  WriteFileAt("snippets/malloc/newer", "");
  EXPECT_EQ(ErrorOfAdding(), "snippets/malloc/newer.c has no ref; write it with: bazel run //checker:record");
}

TEST_F(SuiteTest, NoRefsIsNoSuccess) {
  std::filesystem::remove_all(root_);
  EXPECT_EQ(ErrorOfAdding(), "the tier malloc has no refs; write them with: bazel run //checker:record");
}

TEST_F(SuiteTest, AMissingFunctionCostsItsTestsAndIsNamed) {
  ASSERT_TRUE(Add()) << error_;
  const ProgramRun run = Play(tests_[0].programs[0], {"x.so", "", {Function::kMalloc}});
  EXPECT_EQ(run.state, ProgramRun::State::kLacking);
  EXPECT_EQ(run.why, "The library does not export os_realloc, which this program calls.");
}

TEST_F(SuiteTest, WhatCannotBeRunIsNoMiss) {
  ASSERT_TRUE(Add()) << error_;
  size_t most_done = 0;
  const Library library = {"x.so", "", {Function::kMalloc, Function::kRealloc}};
  const Runs runs = PlayAll(tests_, library, [&](size_t done) { most_done = done; });
  EXPECT_EQ(most_done, 1u);
  EXPECT_EQ(runs[0][0].state, ProgramRun::State::kCouldNotRun);
  EXPECT_NE(runs[0][0].why, "");
}

TEST_F(SuiteTest, WhatTheBudgetDoesNotReachIsNotPlayed) {
  ASSERT_TRUE(Add()) << error_;
  const Library library = {"x.so", "", {Function::kMalloc, Function::kRealloc}};
  const Runs runs = PlayAll(
      tests_, library, [](size_t) {}, std::chrono::seconds(0));
  EXPECT_EQ(runs[0][0].state, ProgramRun::State::kNoTime);
  EXPECT_EQ(runs[0][0].why, "Not played: the 0 seconds for the whole grade were over (--budget).");
  EXPECT_FALSE(runs[0][0].Passed());
}

TEST(RandomTestsTest, EachStyleIsATestWithItsPrograms) {
  std::vector<GradedTest> tests;
  AddRandomPrograms(1, kDefaultPrograms, &tests);
  ASSERT_EQ(tests.size(), 4u);
  size_t programs = 0;
  int points = 0;
  for (const GradedTest& test : tests) {
    EXPECT_TRUE(test.in_proportion);
    points += test.points;
    programs += test.programs.size();
  }
  EXPECT_EQ(points, 10);
  EXPECT_EQ(programs, size_t{kDefaultPrograms});
  EXPECT_EQ(tests[0].programs[0].label, "random/malloc-1");
}

}  // namespace
}  // namespace checker
