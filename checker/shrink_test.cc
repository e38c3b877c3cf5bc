// Failing scripts made small. The libraries that fail are mutants of the model, so that no process is started.
#include "checker/shrink.h"

#include <iostream>

#include "checker/mutants.h"
#include "checker/random.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Mutant& MutantThat(std::string_view habit) {
  for (const Mutant& mutant : AllMutants()) {
    if (mutant.habit == habit) return mutant;
  }
  ADD_FAILURE() << "no mutant " << habit;
  return AllMutants()[0];
}

JudgeScript JudgeOf(const Mutant& mutant) {
  return [&mutant](const Script& script) {
    const std::unique_ptr<Model> model = mutant.make(Units());
    return Judge(ExpectedTrace(script), TraceOf(script, model.get()), "");
  };
}

Script Parse(const std::string& text) {
  std::string error;
  const std::optional<Script> script = ParseScript(text, &error);
  EXPECT_TRUE(script) << error;
  return script.value_or(Script());
}

TEST(ShrinkTest, LeavesOutWhatIsNotNeededAndRoundsTheRest) {
  const Script script = Parse(
      "p0 = malloc 77\np1 = malloc 3000\np2 = calloc 3 7\np3 = malloc 555\np4 = malloc 12\nfree p1\nfree p3\n"
      "p5 = malloc 200001\np6 = malloc 540\nfree p5\np7 = malloc 9\n");
  const JudgeScript judge = JudgeOf(MutantThat("takes the first free block that fits"));
  const Verdict verdict = judge(script);
  EXPECT_EQ(verdict.rule, Rule::kBestFit);
  const Shrunk shrunk = Shrink(script, verdict, judge, seconds(5));
  EXPECT_EQ(shrunk.verdict.rule, Rule::kBestFit);
  EXPECT_TRUE(shrunk.in_time);
  EXPECT_EQ(ToText(shrunk.script),
            "p0 = malloc 10\np1 = malloc 1\np2 = malloc 1\np3 = malloc 1\nfree p0\nfree p2\np4 = malloc 1\n");
}

TEST(ShrinkTest, WhatAProgramDoesAfterwardsIsLeftOut) {
  const JudgeScript judge_call = JudgeOf(MutantThat("takes the first free block that fits"));
  const JudgeScript judge = [&](const Script& script) {
    Verdict verdict = judge_call(script);
    if (verdict.status == Status::kFailed && script.size() > 20) verdict.status = Status::kCrashed;
    return verdict;
  };
  const Script script = RandomScript(Style::kMalloc, 1, 100);
  const Verdict verdict = judge(script);
  ASSERT_EQ(verdict.status, Status::kCrashed);
  ASSERT_EQ(verdict.rule, Rule::kBestFit);
  const Shrunk shrunk = Shrink(script, verdict, judge, seconds(5));
  EXPECT_EQ(shrunk.verdict.rule, Rule::kBestFit);
  EXPECT_LE(shrunk.script.size(), 8u);
}

TEST(ShrinkTest, NeedsNoMutantThatExplains) {
  const Script script =
      Parse("p0 = malloc 77\np1 = malloc 3000\nfree p0\np2 = calloc 3 7\np1 = realloc p1 9\nfree p2\n");
  const JudgeScript judge = [](const Script& candidate) {
    Verdict verdict;
    for (const ScriptCall& call : candidate) {
      if (call.function == Function::kRealloc) verdict.status = Status::kFailed;
    }
    return verdict;
  };
  EXPECT_EQ(ToText(Shrink(script, judge(script), judge, seconds(5)).script), "p0 = malloc 1\np0 = realloc p0 1\n");
}

TEST(ShrinkTest, StopsInTime) {
  const Script script = RandomScript(Style::kMalloc, 1, 100);
  const JudgeScript judge = [](const Script& candidate) {
    Verdict verdict;
    verdict.status = candidate.empty() ? Status::kPassed : Status::kFailed;
    return verdict;
  };
  const Shrunk shrunk = Shrink(script, judge(script), judge, milliseconds(0));
  EXPECT_FALSE(shrunk.in_time);
  EXPECT_EQ(shrunk.script.size(), script.size());
}

TEST(ShrinkTest, RandomProgramsBecomeShort) {
  size_t programs = 0, calls = 0, longer = 0;
  for (const Mutant& mutant : AllMutants()) {
    for (const RandomProgram& program : RandomPrograms(3, 2)) {
      const Verdict verdict = JudgeOf(mutant)(program.script);
      if (verdict.status == Status::kPassed) continue;
      const Shrunk shrunk = Shrink(program.script, verdict, JudgeOf(mutant), seconds(5));
      EXPECT_EQ(shrunk.verdict.rule, verdict.rule) << mutant.habit;
      calls += shrunk.script.size();
      longer += shrunk.script.size() > 8 ? 1 : 0;
      ++programs;
    }
  }
  std::cout << "calls left, on average: " << static_cast<double>(calls) / static_cast<double>(programs) << "\n";
  EXPECT_LT(calls, 6 * programs);
  EXPECT_LT(longer, programs / 8);
}

}  // namespace
}  // namespace checker
