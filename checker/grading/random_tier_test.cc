// The tier of random programs on libraries of every kind, and the suspicion that a library knows the snippets.
#include "checker/grading/random_tier.h"

#include "checker/testdata/faulty.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

TestResult Snippet(Status status, std::vector<Rule> rules) {
  TestResult result;
  result.tier = "malloc";
  result.verdict.status = status;
  result.rules = std::move(rules);
  return result;
}

RandomTallies Tally(int played, int failed, std::optional<Rule> rule) {
  return {{"malloc", {played, failed, {{rule, failed}}}}};
}

TEST(SuspicionTest, FallsOnFailuresInWhatTheSnippetsPass) {
  Report report;
  report.tests = {Snippet(Status::kPassed, {Rule::kTie}), Snippet(Status::kFailed, {Rule::kSplit}),
                  Snippet(Status::kPassed, {Rule::kSplit})};
  const std::vector<Flag> flags = SuspectHardCoding(report, Tally(8, 8, Rule::kTie));
  ASSERT_EQ(flags.size(), 1u);
  EXPECT_EQ(flags[0].test, "random/malloc");
  EXPECT_EQ(
      flags[0].message,
      "8 of 8 random programs failed, most of them in tie, which the snippets saw nothing of: the library may know the "
      "snippets by heart");
  EXPECT_TRUE(SuspectHardCoding(report, Tally(8, 8, Rule::kSplit)).empty()) << "a snippet failed in it, too";
  EXPECT_TRUE(SuspectHardCoding(report, Tally(26, 13, Rule::kTie)).empty()) << "half of the programs pass";
}

TEST(SuspicionTest, FallsOnCrashesOfALibraryThatPassesMostSnippets) {
  Report report;
  report.tests = {Snippet(Status::kPassed, {Rule::kTie}), Snippet(Status::kPassed, {Rule::kSplit}),
                  Snippet(Status::kCrashed, {Rule::kSplit})};
  EXPECT_EQ(SuspectHardCoding(report, Tally(8, 8, Rule::kCrash)).size(), 1u);
  EXPECT_EQ(SuspectHardCoding(report, Tally(8, 8, std::nullopt)).size(), 1u);
  report.tests[1].verdict.status = Status::kCrashed;
  EXPECT_TRUE(SuspectHardCoding(report, Tally(8, 8, Rule::kCrash)).empty());
}

TEST(SuspicionTest, SparesAFaultThatSnippetsShowOrHaveNoProgramFor) {
  Report report;
  report.tests = {Snippet(Status::kPassed, {Rule::kTie}), Snippet(Status::kPassed, {Rule::kSplit}),
                  Snippet(Status::kPassed, {Rule::kTie})};
  RandomTallies tallies = Tally(8, 8, Rule::kTooLarge);
  EXPECT_EQ(SuspectHardCoding(report, tallies).size(), 1u) << "no random program of any style passes";
  tallies["calloc"] = {13, 0, {}};
  EXPECT_TRUE(SuspectHardCoding(report, tallies).empty()) << "those of another style pass";
  report.tests.push_back(Snippet(Status::kCrashed, {Rule::kTie}));
  report.tests.back().verdict.rule = Rule::kCrash;
  EXPECT_TRUE(SuspectHardCoding(report, Tally(8, 8, Rule::kCrash)).empty()) << "a snippet crashed, too";
}

Report GradeList(const std::string& fault) {
  std::vector<GradedTest> tests;
  RandomTallies tallies;
  AddRandomPrograms(1, 8, &tests, &tallies);
  return RunTests(tests, OpenLibrary(FaultyLibrary({fault})), [](size_t) {});
}

TEST(RandomTierTest, AFailureIsMadeSmall) {
  const TestResult result = GradeList("tie_last").tests[0];
  EXPECT_EQ(result.points, 0);
  EXPECT_EQ(result.max, 3);
  EXPECT_EQ(result.verdict.rule, Rule::kTie) << result.verdict.message;
  EXPECT_LE(result.verdict.call, 7);
  const std::string& details = result.verdict.details;
  EXPECT_NE(details.find("The program of seed 1 has 20"), std::string::npos) << details;
  EXPECT_NE(details.find("\nint main(void)\n{\n\tvoid *p0"), std::string::npos) << details;
}

TEST(RandomTierTest, AFaultOfCallocLeavesTheOtherStyles) {
  const Report report = GradeList("calloc_dirty");
  ASSERT_EQ(report.tests.size(), 4u);
  EXPECT_EQ(report.tests[0].points, 3);
  EXPECT_EQ(report.tests[1].points, 0);
  EXPECT_EQ(report.tests[1].verdict.rule, Rule::kCallocZero);
  EXPECT_EQ(report.tests[2].points, 3);
  EXPECT_EQ(report.tests[3].points, 0);
}

}  // namespace
}  // namespace checker
