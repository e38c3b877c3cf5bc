// The grader graded: the plain list has full marks; with each of its faults it loses points in the tiers that the table
// names, and in no other. All programs are played without the tracer, and some once more under it.
#include <algorithm>

#include "checker/contract/rule.h"
#include "checker/grading/assess.h"
#include "checker/grading/snippet.h"
#include "checker/run/library.h"
#include "checker/system/files.h"
#include "checker/system/testing.h"
#include "checker/testdata/faulty.h"
#include "checker/testdata/untraced.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

Report GradeTraced(const std::vector<GradedTest>& tests, const std::string& path) {
  const Library library = OpenLibrary(path);
  EXPECT_EQ(library.error, "");
  const Runs runs = PlayAll(tests, library, [](size_t) {});
  return Assess(tests, runs, [&](const Program& program) { return Play(program, library); });
}

// The tests of one tier, and what becomes of them in a library with faults: under the tracer.
Report GradeTier(const std::string& tier, const Faults& faults) {
  std::vector<GradedTest> tests;
  std::string error;
  EXPECT_TRUE(AddSnippets(tier, 1, &tests, &error)) << error;
  return GradeTraced(tests, FaultyLibrary(faults));
}

bool Names(const Report& report, Rule rule) {
  return std::any_of(report.mistakes.begin(), report.mistakes.end(),
                     [&](const MistakeFound& mistake) { return mistake.rule == rule; });
}

// In the order in which they are graded.
std::vector<std::string> TiersLost(const std::vector<GradedTest>& tests, const Runs& runs) {
  std::vector<std::string> tiers;
  for (size_t test = 0; test < tests.size(); ++test) {
    const bool passed =
        std::all_of(runs[test].begin(), runs[test].end(), [](const ProgramRun& run) { return run.Passed(); });
    if (!passed && (tiers.empty() || tiers.back() != tests[test].tier)) tiers.push_back(tests[test].tier);
  }
  return tiers;
}

TEST(FaultsTest, EachLosesPointsInItsTiers) {
  const std::vector<GradedTest> tests = AllTests();
  for (const Fault& fault : AllFaults()) {
    EXPECT_TRUE(RuleOf(fault.rule)) << fault.name << ": no rule " << fault.rule;
    EXPECT_EQ(TiersLost(tests, PlayAllUntraced(tests, {fault.name})), fault.tiers) << fault.name;
  }
}

TEST(FaultsTest, UnderTheTracer) {
  EXPECT_TRUE(Names(GradeTier("malloc", {"first_fit"}), Rule::kBestFit));
  EXPECT_TRUE(Names(GradeTier("realloc", {"absorb_all"}), Rule::kReallocAbsorbStop));
  const Report report = GradeTier("all", {"exits"});
  EXPECT_EQ(report.tests[0].verdict.rule, Rule::kExitStatus);
}

TEST(FaultsTest, OneLibraryHasTwo) {
  const Report report = GradeTraced(AllTests(), FaultyLibrary({"tie_last", "calloc_dirty"}));
  EXPECT_TRUE(Names(report, Rule::kTie));
  EXPECT_TRUE(Names(report, Rule::kCallocZero));
}

TEST(FaultsTest, WhatIsUnknownIsSaid) {
  std::string error;
  EXPECT_EQ(FaultyLibrary({"first_fit", "no_such"}, "", &error), "");
  EXPECT_EQ(error, "there is no fault no_such: the names are in checker/testdata/faults.inc");
}

TEST(FaultsTest, PairsThatHideEachOtherAreKnown) {
  const auto are_compatible = [](const std::string& one, const std::string& other) {
    const auto find = [](const std::string& name) {
      return *std::find_if(AllFaults().begin(), AllFaults().end(), [&](const Fault& f) { return f.name == name; });
    };
    return AreCompatible(find(one), find(other));
  };
  EXPECT_TRUE(are_compatible("first_fit", "calloc_dirty"));
  EXPECT_FALSE(are_compatible("first_fit", "tie_last")) << "both choose among those that fit";
  EXPECT_FALSE(are_compatible("absorb_one", "move_always")) << "nothing grows in place";
  EXPECT_FALSE(are_compatible("move_always", "absorb_one"));
}

TEST(FaultsTest, TheUnbrokenListHasFullMarks) {
  const Report report = GradeTraced(AllTests(), Runfile("plain/libosmem.so"));
  for (const TestResult& test : report.tests) EXPECT_EQ(test.points, test.max) << Explain(report, test);
  EXPECT_EQ(TotalOf(report).points, 100);
  EXPECT_TRUE(report.mistakes.empty());
  EXPECT_TRUE(report.flags.empty());
}

}  // namespace
}  // namespace checker
