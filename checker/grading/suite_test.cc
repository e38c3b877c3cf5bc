#include "checker/grading/suite.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "checker/grading/snippet.h"
#include "checker/system/files.h"

namespace checker {
namespace {

constexpr char kRef[] =
    "title   A title\npoints  2\nrules   split\n---\nos_malloc(1) = heap+0x20\nos_realloc(0, 1) = 0\nexit 0\n";

class SuiteTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TEST_SRCDIR", root_.c_str(), 1);
    Write("refs/malloc/a-b.ref", kRef);
    Write("snippets/malloc/a-b", "not a program");
    Write("snippets/malloc/a-b.c", "not looked at");
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void Write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(Runfile(path)).parent_path());
    ASSERT_TRUE(WriteFile(Runfile(path), text, &error_)) << error_;
  }

  std::string ErrorOfAdding() {
    std::vector<GradedTest> tests;
    std::string error;
    EXPECT_FALSE(AddSnippets("malloc", &tests, &error));
    return error;
  }

  const std::string root_ = testing::TempDir() + "suite_test";
  std::string error_;
  std::vector<GradedTest> tests_;
};

GradedTest TestThat(Status status, const std::string& name) {
  const auto run = [status](const Library&) {
    Outcome outcome;
    outcome.verdict.status = status;
    outcome.flags = {"odd"};
    return outcome;
  };
  return {"malloc", name, 3, run};
}

TEST_F(SuiteTest, TestsComeFromTheFolders) {
  ASSERT_TRUE(AddSnippets("malloc", &tests_, &error_)) << error_;
  ASSERT_EQ(tests_.size(), 1u);
  EXPECT_EQ(tests_[0].Label(), "malloc/a-b");
  EXPECT_EQ(tests_[0].points, 2);
}

TEST_F(SuiteTest, ARefWithAFaultIsNamedWithItsLine) {
  Write("refs/malloc/a-b.ref", "title   A title\npoint  2\n");
  EXPECT_EQ(ErrorOfAdding(),
            "refs/malloc/a-b.ref: line 2: expected \"points  \" and a number from 1 to 100, not \"point  2\"");
}

TEST_F(SuiteTest, SnippetsAndRefsPair) {
  Write("refs/malloc/orphan.ref", kRef);
  EXPECT_EQ(ErrorOfAdding(), "refs/malloc/orphan.ref has no snippet; remove it, or write snippets/malloc/orphan.c");
  Write("snippets/malloc/orphan", "");
  EXPECT_TRUE(AddSnippets("malloc", &tests_, &error_)) << error_;
  Write("snippets/malloc/newer", "");
  EXPECT_EQ(ErrorOfAdding(), "snippets/malloc/newer.c has no ref; write it with: bazel run //checker:record");
}

TEST_F(SuiteTest, NoRefsIsNoSuccess) {
  std::filesystem::remove_all(root_);
  EXPECT_EQ(ErrorOfAdding(), "the tier malloc has no refs; write them with: bazel run //checker:record");
}

TEST_F(SuiteTest, AMissingFunctionCostsItsTestsAndNamesIt) {
  ASSERT_TRUE(AddSnippets("malloc", &tests_, &error_)) << error_;
  const Outcome outcome = tests_[0].run({"x.so", "", {Function::kMalloc}});
  EXPECT_EQ(outcome.verdict.status, Status::kFailed);
  EXPECT_EQ(outcome.verdict.call, 2);
  EXPECT_EQ(outcome.verdict.message, "The library does not export os_realloc, which this program calls.");
}

TEST_F(SuiteTest, WhatCannotBeRunIsAnError) {
  ASSERT_TRUE(AddSnippets("malloc", &tests_, &error_)) << error_;
  const Outcome outcome = tests_[0].run({"x.so", "", {Function::kMalloc, Function::kRealloc}});
  EXPECT_EQ(outcome.verdict.status, Status::kError);
  EXPECT_NE(outcome.verdict.message, "");
}

TEST_F(SuiteTest, ResultsKeepTheOrderOfTheTests) {
  size_t most_done = 0;
  const std::vector<GradedTest> tests = {TestThat(Status::kPassed, "a"), TestThat(Status::kLeak, "b"),
                                         TestThat(Status::kPassed, "c")};
  const Report report = RunTests(tests, {}, [&](size_t done) { most_done = done; });
  EXPECT_EQ(most_done, 3u);
  ASSERT_EQ(report.tests.size(), 3u);
  EXPECT_EQ(report.tests[0].points, 3);
  EXPECT_EQ(report.tests[1].points, 0);
  EXPECT_EQ(report.tests[1].max, 3);
  EXPECT_EQ(report.tests[2].name, "c");
  ASSERT_EQ(report.flags.size(), 3u);
  EXPECT_EQ(report.flags[1].test, "malloc/b");
}

TEST(RunTestsTest, AFailureIsExplainedByTheRunsOfAllTests) {
  std::string error;
  const Trace expected = *ParseTrace("os_malloc(8) = heap+0x20\n  brk(heap+0x20000)\nexit 0\n", &error);
  const Trace actual = *ParseTrace("os_malloc(8) = heap+0x20\n  brk(heap+0x28)\nexit 0\n", &error);
  const auto play = [&](const Library&) {
    Outcome outcome;
    outcome.runs = {{expected, actual}};
    return outcome;
  };
  const auto fail = [](const Library&) {
    Outcome outcome;
    outcome.verdict.status = Status::kFailed;
    outcome.explain = [](const Standing& standing, Outcome* explained) {
      const size_t most = *std::max_element(standing.begin(), standing.end());
      explained->verdict.message = std::to_string(most) + " of 2 runs";
    };
    return outcome;
  };
  size_t done = 0;
  const std::vector<GradedTest> tests = {{"malloc", "a", 1, play}, {"malloc", "b", 1, fail}, {"malloc", "c", 1, play}};
  const Report report = RunTests(tests, Library(), [&](size_t count) { done = count; });
  EXPECT_EQ(report.tests[1].verdict.message, "2 of 2 runs");
  EXPECT_EQ(done, 3u);
}

}  // namespace
}  // namespace checker
