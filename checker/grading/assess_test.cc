// What a library's runs come to, with libraries that the model plays: no process is started.
#include "checker/grading/assess.h"

#include "checker/contract/testing.h"
#include "checker/programs/script_calls.h"
#include "checker/system/testing.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr char kFirstFit[] = "takes the first free block that fits";
constexpr char kNullGivesNull[] = "returns NULL for os_realloc(NULL, n)";

Program ProgramOf(const std::string& label, const Script& script) {
  return {label, "", script, ExpectedTrace(script), false};
}

// A hole of 400 bytes, one of 120 behind it, and a request that fits into both.
const Script kHoles = {Malloc(0, 400), Malloc(1, 8), Malloc(2, 120), Malloc(3, 8), Free(0), Free(2), Malloc(4, 100)};
const Script kNull = {Malloc(0, 16), Realloc(1, -1, 16)};
const Script kPlain = {Malloc(0, 16), Malloc(1, 24), Malloc(2, 100)};

class AssessTest : public testing::Test {
 protected:
  AssessTest() {
    Add("fit", 5, {kHoles});
    Add("null", 3, {kNull});
    for (int i = 0; i < 12; ++i) Add("plain" + std::to_string(i), 1, {kPlain});
  }

  void Add(const std::string& name, int points, const std::vector<Script>& scripts, bool in_proportion = false) {
    GradedTest test{"malloc", name, points, {}, {}, in_proportion};
    for (const Script& script : scripts) test.programs.push_back(ProgramOf("malloc/" + name, script));
    tests_.push_back(test);
  }

  // The tests, played by an allocator with these mistakes.
  Report AssessOf(const Mistakes& mistakes) {
    play_ = [mistakes, this](const Program& program) {
      ProgramRun run;
      run.state = ProgramRun::State::kPlayed;
      run.played = PlayedBy(mistakes, program.script);
      if (otherwise_in_examples_ && program.label == "example") {
        run.played.actual.calls.back().result = Address::Heap(0x7770);
      }
      return run;
    };
    Runs runs;
    for (const GradedTest& test : tests_) {
      runs.emplace_back();
      for (const Program& program : test.programs) runs.back().push_back(play_(program));
    }
    if (change_) change_(&runs);
    return Assess(tests_, runs, play_);
  }

  std::vector<GradedTest> tests_;
  PlayProgram play_;
  std::function<void(Runs*)> change_;
  bool otherwise_in_examples_ = false;  // their last call returns what nobody foretells
};

TEST_F(AssessTest, NothingWrongIsFullMarks) {
  const Report report = AssessOf({});
  EXPECT_EQ(TotalOf(report).points, 20);
  EXPECT_TRUE(report.mistakes.empty());
  EXPECT_EQ(ExitStatus(report), 0);
}

TEST_F(AssessTest, MistakesComeByWhatMendingThemBrings) {
  const Report report = AssessOf({MistakeThat(kNullGivesNull), MistakeThat(kFirstFit)});
  EXPECT_EQ(TotalOf(report).points, 12);
  ASSERT_EQ(report.mistakes.size(), 2u);
  EXPECT_EQ(report.mistakes[0].habit, kFirstFit);
  EXPECT_EQ(report.mistakes[0].costs, 5);
  EXPECT_EQ(report.mistakes[0].total_without, 17);
  EXPECT_EQ(report.mistakes[0].tests, std::vector<std::string>{"malloc/fit"});
  EXPECT_EQ(report.mistakes[0].look_at, "malloc/fit:7");
  EXPECT_FALSE(report.mistakes[0].is_likely);
  EXPECT_TRUE(report.mistakes[0].example_seen);
  EXPECT_EQ(report.mistakes[1].habit, kNullGivesNull);
  EXPECT_EQ(report.mistakes[1].total_without, 15);
  EXPECT_EQ(report.tests[0].mistakes, std::vector<size_t>{0});
  EXPECT_EQ(report.tests[1].mistakes, std::vector<size_t>{1});
  EXPECT_TRUE(report.tests[2].mistakes.empty());
}

TEST_F(AssessTest, ATestThatTwoMistakesFailIsWonByNeither) {
  tests_.clear();
  Script both = kHoles;
  both.push_back(Realloc(5, -1, 16));
  for (int i = 0; i < 12; ++i) Add("plain" + std::to_string(i), 1, {kPlain});
  Add("both", 5, {both});
  Add("fit", 1, {kHoles});
  const Report report = AssessOf({MistakeThat(kNullGivesNull), MistakeThat(kFirstFit)});
  ASSERT_EQ(report.mistakes.size(), 2u);
  EXPECT_EQ(report.mistakes[0].costs, 1);
  EXPECT_EQ(report.mistakes[1].costs, 0);
  EXPECT_EQ(report.mistakes[1].tests, std::vector<std::string>{"malloc/both"});
}

TEST_F(AssessTest, PointsInProportionAreForTheProgramsThatPass) {
  tests_.clear();
  Add("mix", 10, {kPlain, kPlain, kHoles, kPlain}, true);
  const Report report = AssessOf({MistakeThat(kFirstFit)});
  EXPECT_EQ(report.tests[0].points, 7);
  EXPECT_EQ(report.tests[0].passed, 3);
  EXPECT_EQ(report.tests[0].verdict.status, Status::kFailed);
}

TEST_F(AssessTest, ATwinThatFailsForNoKnownReasonIsFlagged) {
  tests_[0].programs.push_back(ProgramOf("malloc/fit further up", kHoles));
  tests_[0].programs[1].is_twin = true;
  change_ = [](Runs* runs) { (*runs)[0][1].played.actual.calls[6].result = Address::Heap(0x1234); };
  const Report report = AssessOf({});
  EXPECT_EQ(report.tests[0].points, 0);
  EXPECT_HAS(report.tests[0].verdict.message,
             "Passes as published, but not with the same calls further up in the heap");
  ASSERT_EQ(report.flags.size(), 1u);
  EXPECT_EQ(report.flags[0].test, "malloc/fit");
  EXPECT_EQ(report.flags[0].message, "answers are looked up, not computed");
}

TEST_F(AssessTest, ATwinInWhichTheLibraryDiesIsNoAccusation) {
  tests_[0].programs.push_back(ProgramOf("malloc/fit further up", kHoles));
  tests_[0].programs[1].is_twin = true;
  change_ = [](Runs* runs) {
    Trace& actual = (*runs)[0][1].played.actual;
    actual.calls.resize(3);
    actual.ending = "signal SIGSEGV";
  };
  const Report report = AssessOf({});
  EXPECT_EQ(report.tests[0].points, 0);
  EXPECT_EQ(report.tests[0].verdict.status, Status::kCrashed);
  EXPECT_HAS_NOT(report.tests[0].verdict.message, "looked up");
  EXPECT_TRUE(report.flags.empty());
}

TEST_F(AssessTest, ATwinThatAMistakeFailsIsNot) {
  tests_[2].programs.push_back(ProgramOf("malloc/plain0 further up", kHoles));
  tests_[2].programs[1].is_twin = true;
  const Report report = AssessOf({MistakeThat(kFirstFit)});
  EXPECT_EQ(report.tests[2].points, 0);
  EXPECT_TRUE(report.flags.empty());
}

TEST_F(AssessTest, WhatNothingExplainsStaysUnexplainedAndOthersBecomeLikely) {
  change_ = [](Runs* runs) { (*runs)[2][0].played.actual.calls[2].result = Address::Heap(0x7770); };
  const Report report = AssessOf({MistakeThat(kFirstFit)});
  ASSERT_EQ(report.mistakes.size(), 1u);
  EXPECT_TRUE(report.mistakes[0].is_likely);
  EXPECT_TRUE(report.tests[2].mistakes.empty());
  EXPECT_FALSE(report.tests[2].verdict.is_explained);
  EXPECT_EQ(report.mistakes[0].total_without, 19) << "what is unexplained stays wrong";
}

TEST_F(AssessTest, AnExampleThatComesOutOtherwiseLeavesNothingProved) {
  otherwise_in_examples_ = true;
  const Report report = AssessOf({MistakeThat(kFirstFit)});
  ASSERT_FALSE(report.mistakes.empty());
  for (const MistakeFound& mistake : report.mistakes) EXPECT_TRUE(mistake.is_likely) << mistake.habit;
}

TEST_F(AssessTest, AForbiddenCallIsACauseOfItsOwn) {
  change_ = [](Runs* runs) {
    for (std::vector<ProgramRun>& of_test : *runs) {
      of_test[0].played.actual.calls[0].system_calls.push_back({"write", {}, 0, "1, 5", ""});
    }
  };
  const Report report = AssessOf({MistakeThat(kFirstFit)});
  ASSERT_EQ(report.mistakes.size(), 2u);
  EXPECT_EQ(report.mistakes[0].rule, Rule::kForbiddenCall);
  EXPECT_EQ(report.mistakes[0].habit, "calls write in os_malloc");
  EXPECT_EQ(report.mistakes[0].total_without, 15);
  EXPECT_EQ(report.mistakes[1].costs, 0);
}

TEST_F(AssessTest, CouldNotRunIsNoMissAndNotPlayedIsATimeout) {
  change_ = [](Runs* runs) {
    (*runs)[0][0] = {};
    (*runs)[0][0].state = ProgramRun::State::kCouldNotRun;
    (*runs)[0][0].why = "no ltrace";
    (*runs)[1][0] = {};
  };
  const Report report = AssessOf({});
  EXPECT_EQ(report.tests[0].verdict.status, Status::kError);
  EXPECT_EQ(report.tests[0].verdict.message, "no ltrace");
  EXPECT_EQ(report.tests[1].verdict.status, Status::kTimeout);
  EXPECT_EQ(report.tests[1].points, 0);
  EXPECT_EQ(ExitStatus(report), 2);
}

}  // namespace
}  // namespace checker
