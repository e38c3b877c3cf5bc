// Failing scripts made small. The libraries that fail are mutants of the model, so that no process is started.
#include "checker/judge/shrink.h"

#include <iostream>

#include "checker/contract/mutants.h"
#include "checker/programs/random.h"
#include "checker/programs/script_calls.h"
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

TEST(ShrinkTest, LeavesOutWhatIsNotNeededAndRoundsTheRest) {
  const Script script = {Malloc(0, 77), Malloc(1, 3000),   Calloc(2, 3, 7), Malloc(3, 555), Malloc(4, 12), Free(1),
                         Free(3),       Malloc(5, 200001), Malloc(6, 540),  Free(5),        Malloc(7, 9)};
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
  const Script script = {Malloc(0, 77), Malloc(1, 3000), Free(0), Calloc(2, 3, 7), Realloc(1, 1, 9), Free(2)};
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
