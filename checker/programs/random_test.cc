// Random programs: all defined, the same for the same seed, of the ladder's shape, and between them catching every
// known mistake, whatever the seed.
#include "checker/programs/random.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <iterator>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "checker/contract/model.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr uint64_t kSeeds = 100;
constexpr int kLeastFailing = 2;
constexpr size_t kMostOver = 24;  // calls above what the rung says: mappings freed, large holes filled
constexpr size_t kMostCalls = 1650;

bool MayDecide(Rule rule) {
  return rule != Rule::kForbiddenCall && rule != Rule::kCrash && rule != Rule::kTimeout && rule != Rule::kExitStatus &&
         rule != Rule::kLeak;
}

// Seeds that share no program.
uint64_t SeedOf(uint64_t number) { return 1 + number * kDefaultPrograms; }

bool Uses(const Script& script, Function function) {
  const auto is_it = [function](const ScriptCall& call) { return call.function == function; };
  return std::any_of(script.begin(), script.end(), is_it);
}

TEST(RandomTest, TheLadderReachesEveryClauseTwice) {
  std::map<Rule, int> programs;
  for (const RandomProgram& program : RandomPrograms()) {
    std::set<Rule> decided;
    Model model;
    for (const Call& call : ExpectedTrace(program.script).calls) {
      model.Step(call);
      decided.insert(model.decided().begin(), model.decided().end());
    }
    for (Rule rule : decided) ++programs[rule];
  }
  for (Rule rule : AllRules()) {
    if (!MayDecide(rule)) continue;
    EXPECT_GE(programs[rule], kLeastFailing) << KeyOf(rule) << " decides too seldom";
  }
}

std::vector<std::vector<Trace>> ExpectedOfSeeds() {
  std::vector<std::vector<Trace>> expected;
  for (uint64_t seed = 0; seed < kSeeds; ++seed) {
    expected.emplace_back();
    for (const RandomProgram& program : RandomPrograms(SeedOf(seed)))
      expected.back().push_back(ExpectedTrace(program.script));
  }
  return expected;
}

// How many programs a mistake fails, of a seed's; no more than are asked for are looked for, those that failed with
// most seeds first.
class Catch {
 public:
  explicit Catch(const Mistake* mistake) : mistake_(mistake) { std::iota(order_.begin(), order_.end(), 0); }

  int Failing(const std::vector<Trace>& programs, int most) {
    int failing = 0;
    std::stable_sort(order_.begin(), order_.end(), [&](size_t a, size_t b) { return fails_[a] > fails_[b]; });
    for (size_t i = 0; i < programs.size() && failing < most; ++i) {
      const bool fails = !Passes(programs[order_[i]], Units(), {mistake_});
      fails_[order_[i]] += fails;
      failing += fails;
    }
    return failing;
  }

 private:
  const Mistake* mistake_;
  std::array<size_t, kDefaultPrograms> order_;
  std::array<int, kDefaultPrograms> fails_ = {};
};

TEST(RandomTest, EveryMistakeFailsAtLeastTwoProgramsOfAnySeed) {
  const std::vector<std::vector<Trace>> expected = ExpectedOfSeeds();
  size_t failures = 0;
  for (const Mistake* mistake : AllMistakes()) {
    Catch caught(mistake);
    const int first = caught.Failing(expected[0], kDefaultPrograms);
    failures += static_cast<size_t>(first);
    if (first < 4) std::cout << first << " fail, of the first seed's: " << mistake->habit << "\n";
    for (size_t seed = 0; seed < kSeeds; ++seed) {
      EXPECT_GE(caught.Failing(expected[seed], kLeastFailing), kLeastFailing)
          << "seed " << SeedOf(seed) << ": an allocator that " << mistake->habit;
    }
  }
  std::cout << 100 * failures / (AllMistakes().size() * kDefaultPrograms)
            << "% of the programs fail with a mistake, on average\n";
}

TEST(RandomTest, NoCallIsUndefinedAndNothingStaysMapped) {
  for (const RandomProgram& program : RandomPrograms(1000, 10 * kDefaultPrograms)) {
    Model model;
    const Trace trace = TraceOf(program.script, &model);
    ASSERT_EQ(trace.ending, "exit 0") << "undefined call in style " << NameOf(program.style) << ", seed "
                                      << program.seed;
    EXPECT_TRUE(model.mappings().empty()) << NameOf(program.style) << ", seed " << program.seed;
    EXPECT_LT(model.heap().back().offset, size_t{4} << 20) << NameOf(program.style) << ", seed " << program.seed;
  }
}

TEST(RandomTest, AProgramIsAsLongAsItsRung) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    size_t all = 0, rung = 0;
    for (const RandomProgram& program : RandomPrograms(SeedOf(seed))) {
      const size_t calls = static_cast<size_t>(Ladder()[rung++].calls);
      EXPECT_GE(program.script.size(), calls) << "seed " << program.seed;
      EXPECT_LE(program.script.size(), calls + kMostOver) << "seed " << program.seed;
      all += program.script.size();
    }
    EXPECT_LE(all, kMostCalls) << "seed " << SeedOf(seed);
  }
}

TEST(RandomTest, AStyleHasItsFunctionsOnly) {
  bool callocs = false, reallocs = false;
  for (const RandomProgram& program : RandomPrograms()) {
    const bool everything = program.style == Style::kEverything;
    const bool may_calloc = everything || program.style == Style::kCalloc;
    const bool may_realloc = everything || program.style == Style::kRealloc;
    EXPECT_TRUE(Uses(program.script, Function::kMalloc) || may_calloc);
    EXPECT_TRUE(may_calloc || !Uses(program.script, Function::kCalloc)) << program.seed;
    EXPECT_TRUE(may_realloc || !Uses(program.script, Function::kRealloc)) << program.seed;
    callocs = callocs || Uses(program.script, Function::kCalloc);
    reallocs = reallocs || Uses(program.script, Function::kRealloc);
  }
  EXPECT_TRUE(callocs && reallocs);
}

TEST(RandomTest, ASeedIsAProgram) {
  const std::string program = ToText(RandomScript(Ladder().back(), 7));
  EXPECT_EQ(ToText(RandomScript(Ladder().back(), 7)), program);
  EXPECT_NE(ToText(RandomScript(Ladder().back(), 8)), program);
}

TEST(RandomTest, TheLadderHasEachStyleEquallyOften) {
  EXPECT_EQ(Ladder().size(), static_cast<size_t>(kDefaultPrograms));
  std::map<Style, int> rungs;
  std::map<Topic, int> topics;
  for (const Rung& rung : Ladder()) {
    ++rungs[rung.style];
    for (Topic topic : rung.topics) ++topics[topic];
  }
  for (Style style : kStyles) EXPECT_EQ(rungs[style] * static_cast<int>(std::size(kStyles)), kDefaultPrograms);
  for (const auto& [topic, programs] : topics) EXPECT_GE(programs, 2) << static_cast<int>(topic);
}

TEST(RandomTest, TheTierHasTenPoints) {
  int points = 0;
  for (Style style : kStyles) points += PointsOf(style);
  EXPECT_EQ(points, 10);
}

}  // namespace
}  // namespace checker
