// The shortest programs that show a mistake, alone and among others.
#include "checker/judge/example.h"

#include <iostream>

#include "checker/contract/testing.h"
#include "checker/programs/random.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

std::vector<Script> Programs() {
  std::vector<Script> scripts;
  for (const RandomProgram& program : RandomPrograms(1)) scripts.push_back(program.script);
  return scripts;
}

TEST(ExampleTest, EndsWithTheCallThatGoesWrong) {
  const auto example = ExampleOf({MistakeThat("never joins free blocks")}, 0, Programs());
  ASSERT_TRUE(example);
  const Played& played = example->played;
  EXPECT_EQ(FirstDifference(played.expected, played.actual) + 1, played.expected.calls.size());
  EXPECT_LE(example->script.size(), 6u) << ToText(example->script);
}

TEST(ExampleTest, ShowsOneOfTwoMistakesWithoutTheOther) {
  const Mistakes both = {MistakeThat("never splits"), MistakeThat("returns NULL for os_realloc(NULL, n)")};
  for (size_t i = 0; i < both.size(); ++i) {
    const auto example = ExampleOf(both, i, Programs());
    ASSERT_TRUE(example) << both[i]->habit;
    EXPECT_EQ(example->mistakes, both);
    EXPECT_TRUE(Passes(example->played.expected, Units(), Without(both, i))) << ToText(example->script);
    EXPECT_FALSE(Passes(example->played.expected, Units(), both)) << ToText(example->script);
  }
}

TEST(ExampleTest, NoneWhereNoProgramShowsIt) { EXPECT_FALSE(ExampleOf({MistakeThat("never splits")}, 0, {})); }

}  // namespace
}  // namespace checker
