// Scripts made small, by what the model says of them, so that no process is started.
#include "checker/judge/shrink.h"

#include "checker/contract/model.h"
#include "checker/contract/testing.h"
#include "checker/programs/random.h"
#include "checker/programs/script_calls.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr size_t kMany = 1000;

// Whether an allocator with the mistake fails the script.
Shows FailsBy(std::string_view habit) {
  const Mistake* mistake = MistakeThat(habit);
  return [mistake](const Script& script) { return !Passes(ExpectedTrace(script), Units(), {mistake}); };
}

TEST(ShrinkTest, LeavesOutWhatIsNotNeededAndRoundsTheRest) {
  const Script script = {Malloc(0, 77), Malloc(1, 3000),   Calloc(2, 3, 7), Malloc(3, 555), Malloc(4, 12), Free(1),
                         Free(3),       Malloc(5, 200001), Malloc(6, 540),  Free(5),        Malloc(7, 9)};
  const Shrunk shrunk = Shrink(script, FailsBy("takes the first free block that fits"), kMany);
  EXPECT_TRUE(shrunk.is_smallest);
  EXPECT_EQ(ToText(shrunk.script),
            "p0 = malloc 10\np1 = malloc 1\np2 = malloc 1\np3 = malloc 1\nfree p0\nfree p2\np4 = malloc 1\n");
}

TEST(ShrinkTest, KeepsWhatThePredicateAsksFor) {
  const Script script = {Malloc(0, 77), Malloc(1, 3000), Free(0), Calloc(2, 3, 7), Realloc(1, 1, 9), Free(2)};
  const Shows resizes = [](const Script& candidate) {
    for (const ScriptCall& call : candidate) {
      if (call.function == Function::kRealloc) return true;
    }
    return false;
  };
  EXPECT_EQ(ToText(Shrink(script, resizes, kMany).script), "p0 = malloc 1\np0 = realloc p0 1\n");
}

TEST(ShrinkTest, StopsWhereTheTriesAreUsedUp) {
  const Script script = RandomScript(Ladder().back(), 1);
  const Shrunk shrunk = Shrink(
      script, [](const Script&) { return true; }, 0);
  EXPECT_FALSE(shrunk.is_smallest);
  EXPECT_EQ(shrunk.script.size(), script.size());
}

}  // namespace
}  // namespace checker
