// One mistake costs the points of the scenarios about its rule, and few others. Each known mistake plays the calls of
// each scenario in the model, and fails those that it plays otherwise than their refs say; no program is run. What a
// scenario finds only from inside, zeroes and contents, is no part of a trace: mistakes with these are not in here.
#include <algorithm>
#include <cstdio>
#include <map>
#include <numeric>
#include <set>

#include "checker/contract/model.h"
#include "checker/contract/ref.h"
#include "checker/grading/snippet.h"
#include "checker/system/files.h"
#include "gtest/gtest.h"

namespace checker {
namespace {

constexpr int kMostOfAll = 90;
constexpr double kMeanLoss = 20;
constexpr int kLargestLoss = 35;
constexpr char kMixed[] = "all";  // its scenarios are about everything
constexpr size_t kColumns = 100;

struct Scenario {
  Snippet snippet;
  Ref ref;
};

// What one mistake costs.
struct Loss {
  const Mistake* mistake;
  std::vector<const Scenario*> failed;

  int Points(std::string_view tier = "") const {
    int points = 0;
    for (const Scenario* scenario : failed) {
      if (tier.empty() || scenario->snippet.tier == tier) points += scenario->ref.points;
    }
    return points;
  }
};

Units PagesOfTheRefs() {
  Units units;
  units.page = 4096;
  return units;
}

std::vector<Scenario> ReadScenarios() {
  std::vector<Scenario> scenarios;
  for (const std::string_view tier : kTiers) {
    for (const Snippet& snippet : FindRefs(std::string(tier))) {
      std::string text, error;
      EXPECT_TRUE(ReadFile(snippet.RefPath(), &text, &error)) << error;
      const std::optional<Ref> ref = ParseRef(text, &error);
      EXPECT_TRUE(ref) << snippet.Label() << ": " << error;
      if (ref) scenarios.push_back({snippet, *ref});
    }
  }
  return scenarios;
}

const std::vector<Scenario>& Scenarios() {
  static const std::vector<Scenario> scenarios = ReadScenarios();
  return scenarios;
}

bool Fails(const Mistake& mistake, const Ref& ref) { return !Passes(ref.trace, PagesOfTheRefs(), {&mistake}); }

const std::vector<Loss>& Losses() {
  static const std::vector<Loss> losses = [] {
    std::vector<Loss> all;
    for (const Mistake* known : AllMistakes()) {
      const Mistake& mistake = *known;
      Loss loss{&mistake, {}};
      for (const Scenario& scenario : Scenarios()) {
        if (Fails(mistake, scenario.ref)) loss.failed.push_back(&scenario);
      }
      all.push_back(loss);
    }
    return all;
  }();
  return losses;
}

// Of these any scenario may fail: what they get wrong lies in nearly all of them.
bool TouchesEveryBlock(const Mistake& mistake) {
  static const std::set<std::string_view> habits = {
      // Each block lies elsewhere than it should.
      "has headers of 16 bytes", "has headers of 24 bytes", "has headers of 40 bytes", "has headers of 48 bytes",
      "adds 8 to sizes that are round already",
      // The chunk is of another size, and all of them begin with it.
      "never preallocates", "preallocates twice", "preallocates twice as much", "preallocates a header too much",
      "preallocates a header too little", "preallocates 128000 bytes, not 131072", "preallocates a page only",
      "counts the header of the preallocated block as payload", "counts the header of the preallocated block twice",
      // The chunk's first block, which is larger than a page, is mapped.
      "maps from a page on in os_malloc, too",
      // Each block behind an os_calloc may be mapped.
      "keeps the threshold of os_calloc for the os_malloc calls that follow",
      // Each block that os_free gets stays in use, or is unmapped; each that is taken may be given out again.
      "never marks a block free", "unmaps memory of the heap in os_free",
      "does not mark the free block that it takes as in use",
      // The chunk is the heap's last block, and each that is appended.
      "takes the last block of the heap only where no other fits", "never takes the last block of the heap",
      "does not mark the block that it expands or appends as in use",
      // Each block that is cut off another lies at its other end.
      "gives out the end of a block that it splits, not the start"};
  return habits.count(mistake.habit) > 0;
}

// A mistake may break more than the rule that names it.
bool Breaks(const Mistake& mistake, Rule rule) {
  static const std::map<std::string_view, std::set<Rule>> more = {
      {"always moves in os_realloc", {Rule::kReallocShrink, Rule::kReallocAbsorb, Rule::kReallocGrowLast}},
      {"always moves to grow in os_realloc", {Rule::kReallocAbsorb, Rule::kReallocGrowLast}},
      {"compares the thresholds with the payload, not the footprint", {Rule::kCallocThreshold}},
      {"maps whatever os_calloc is asked for", {Rule::kCallocZero}},  // all of what os_calloc gives out
  };
  const auto others = more.find(mistake.habit);
  return rule == mistake.rule || (others != more.end() && others->second.count(rule) > 0);
}

// Whether the head of `ref` names a rule that `mistake` breaks.
bool Names(const Ref& ref, const Mistake& mistake) {
  const auto breaks = [&](Rule rule) { return Breaks(mistake, rule); };
  return std::any_of(ref.rules.begin(), ref.rules.end(), breaks) ||
         std::any_of(ref.needs.begin(), ref.needs.end(), [&](const Need& need) { return breaks(need.rule); });
}

std::string KeyOf(const Mistake& mistake) { return std::string(KeyOf(mistake.rule)); }

std::string NameOf(const Mistake& mistake) { return KeyOf(mistake) + ": " + std::string(mistake.habit); }

// "  a word and another", wrapped.
std::string Wrapped(const std::vector<const Scenario*>& scenarios) {
  std::string lines, line = "   ";
  for (const Scenario* scenario : scenarios) {
    const std::string label = " " + scenario->snippet.Label();
    if (line.size() + label.size() > kColumns) {
      lines += line + "\n";
      line = "   ";
    }
    line += label;
  }
  return lines + line + "\n";
}

void Print(const Loss& loss) {
  std::printf("%2d", loss.Points());
  for (const std::string_view tier : kTiers) std::printf(" %3d", loss.Points(tier));
  std::printf("  %s\n%s", NameOf(*loss.mistake).c_str(), Wrapped(loss.failed).c_str());
}

TEST(FairnessTest, TheTiersHaveTheirPoints) {
  std::map<std::string, int> points;
  for (const Scenario& scenario : Scenarios()) points[scenario.snippet.tier] += scenario.ref.points;
  EXPECT_EQ(points, (std::map<std::string, int>{{"malloc", 35}, {"calloc", 20}, {"realloc", 30}, {"all", 5}}));
}

TEST(FairnessTest, AScenarioThatAMistakeFailsNamesItsRule) {
  for (const Loss& loss : Losses()) {
    if (TouchesEveryBlock(*loss.mistake)) continue;
    for (const Scenario* scenario : loss.failed) {
      if (scenario->snippet.tier == kMixed) continue;
      EXPECT_TRUE(Names(scenario->ref, *loss.mistake))
          << scenario->snippet.Label() << " fails for an allocator that " << loss.mistake->habit
          << ", though its head names " << KeyOf(*loss.mistake) << " neither in its rules nor in its needs";
    }
  }
}

bool IsFailedByAMistakeIn(Rule rule, const Scenario& scenario) {
  return std::any_of(Losses().begin(), Losses().end(), [&](const Loss& loss) {
    return loss.mistake->rule == rule && std::count(loss.failed.begin(), loss.failed.end(), &scenario) > 0;
  });
}

TEST(FairnessTest, NothingIsNeededInVain) {
  for (const Scenario& scenario : Scenarios()) {
    for (const Need& need : scenario.ref.needs) {
      EXPECT_TRUE(IsFailedByAMistakeIn(need.rule, scenario)) << scenario.snippet.Label() << " " << KeyOf(need.rule);
      EXPECT_EQ(std::count(scenario.ref.rules.begin(), scenario.ref.rules.end(), need.rule), 0)
          << scenario.snippet.Label() << " " << KeyOf(need.rule);
    }
  }
}

// The random programs catch each, as their test holds; some only they.
TEST(FairnessTest, EachMistakeFailsAScenario) {
  static const std::set<std::string_view> by_random_programs = {
      "does not join the first block of the heap with the free ones behind it"};
  for (const Loss& loss : Losses()) {
    EXPECT_EQ(loss.failed.empty(), by_random_programs.count(loss.mistake->habit) > 0) << NameOf(*loss.mistake);
  }
}

TEST(FairnessTest, AMistakeCostsFewPoints) {
  std::printf("points lost, of %d: all, by tier; the mistake; the scenarios that it fails\n", kMostOfAll);
  int sum = 0;
  std::map<std::string, std::vector<int>> by_rule;
  for (const Loss& loss : Losses()) {
    Print(loss);
    sum += loss.Points();
    by_rule[KeyOf(*loss.mistake)].push_back(loss.Points());
    if (TouchesEveryBlock(*loss.mistake)) continue;
    EXPECT_LE(loss.Points(), kLargestLoss) << NameOf(*loss.mistake);
  }
  for (const auto& [rule, points] : by_rule) {
    const int all = std::accumulate(points.begin(), points.end(), 0);
    std::printf("%-20s %2zu mistakes, mean loss %4.1f, largest %2d\n", rule.c_str(), points.size(),
                all / static_cast<double>(points.size()), *std::max_element(points.begin(), points.end()));
  }
  const double mean = sum / static_cast<double>(Losses().size());
  std::printf("all %zu mistakes: mean loss %.1f of %d\n", Losses().size(), mean, kMostOfAll);
  EXPECT_LE(mean, kMeanLoss);
}

}  // namespace
}  // namespace checker
