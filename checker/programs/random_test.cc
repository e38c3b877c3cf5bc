// Random programs: all defined, the same for the same seed, and between them reaching every clause often.
#include "checker/programs/random.h"

#include <algorithm>
#include <iostream>
#include <map>

#include "checker/contract/mistake.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr int kEnough = 100;

bool MayDecide(Rule rule) {
  return rule != Rule::kForbiddenCall && rule != Rule::kCrash && rule != Rule::kTimeout && rule != Rule::kExitStatus &&
         rule != Rule::kLeak;
}

TEST(RandomTest, TheDefaultSetReachesEveryClause) {
  std::map<Rule, int> decided;
  for (const RandomProgram& program : RandomPrograms()) {
    Model model;
    for (const Call& call : ExpectedTrace(program.script).calls) {
      model.Step(call);
      for (Rule rule : model.decided()) ++decided[rule];
    }
  }
  for (Rule rule : AllRules()) {
    if (!MayDecide(rule)) continue;
    std::cout << KeyOf(rule) << ": " << decided[rule] << "\n";
    EXPECT_GE(decided[rule], kEnough) << KeyOf(rule) << " decided too seldom";
  }
}

TEST(RandomTest, TheDefaultSetCatchesEveryMistake) {
  const std::vector<RandomProgram> programs = RandomPrograms();
  for (const Mistake* mistake : AllMistakes()) {
    const auto passes = [&](const RandomProgram& program) {
      Model model(Units(), {mistake});
      return TraceOf(program.script, &model) == ExpectedTrace(program.script);
    };
    EXPECT_FALSE(std::all_of(programs.begin(), programs.end(), passes)) << "an allocator that " << mistake->habit;
  }
}

TEST(RandomTest, NoCallIsUndefinedAndNothingStaysMapped) {
  for (const RandomProgram& program : RandomPrograms(1000, 200)) {
    const Trace trace = ExpectedTrace(program.script);
    ASSERT_EQ(trace.ending, "exit 0") << "undefined call in style " << NameOf(program.style) << ", seed "
                                      << program.seed;
    Model model;
    for (const Call& call : trace.calls) model.Step(call);
    EXPECT_TRUE(model.mappings().empty()) << NameOf(program.style) << ", seed " << program.seed;
  }
}

TEST(RandomTest, AStyleHasItsFunctionsOnly) {
  const auto uses = [](const Script& script, Function function) {
    for (const ScriptCall& call : script) {
      if (call.function == function) return true;
    }
    return false;
  };
  for (const RandomProgram& program : RandomPrograms(1, 8)) {
    const bool everything = program.style == Style::kEverything;
    EXPECT_TRUE(uses(program.script, Function::kMalloc));
    EXPECT_TRUE(uses(program.script, Function::kFree));
    EXPECT_EQ(uses(program.script, Function::kCalloc), everything || program.style == Style::kCalloc);
    EXPECT_EQ(uses(program.script, Function::kRealloc), everything || program.style == Style::kRealloc);
  }
}

TEST(RandomTest, ASeedIsAProgram) {
  const std::string program = ToText(RandomScript(Style::kEverything, 7, 200));
  EXPECT_EQ(ToText(RandomScript(Style::kEverything, 7, 200)), program);
  EXPECT_NE(ToText(RandomScript(Style::kEverything, 8, 200)), program);
}

TEST(RandomTest, TheTierHasTenPoints) {
  int points = 0;
  for (Style style : kStyles) points += PointsOf(style);
  EXPECT_EQ(points, 10);
}

}  // namespace
}  // namespace checker
