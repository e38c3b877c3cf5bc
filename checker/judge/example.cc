#include "checker/judge/example.h"

#include <algorithm>

#include "checker/judge/shrink.h"

namespace checker {
namespace {

// How many programs are made small, from the shortest on, and in how many tries each.
constexpr int kEnough = 3;
constexpr size_t kTries = 1000;

// Whether the last call of `script` goes wrong, or is the last that comes back, and the others do not.
bool ShowsItAtTheEnd(const Script& script, const Mistakes& all, const Mistakes& others) {
  const Played with = PlayedBy(all, script);
  if (with.expected == with.actual) return false;
  const size_t apart = FirstDifference(with.expected, with.actual);
  Model without(Units(), others);
  return apart + 1 >= script.size() && TraceOf(script, &without) == with.expected;
}

// `script` up to the call that goes wrong.
Script CutToTheWrongCall(const Script& script, const Mistakes& mistakes) {
  const Played played = PlayedBy(mistakes, script);
  const size_t apart = FirstDifference(played.expected, played.actual);
  return Script(script.begin(), script.begin() + static_cast<ptrdiff_t>(std::min(apart + 1, script.size())));
}

std::optional<Script> SmallestOf(const Mistakes& all, const Mistakes& others, const std::vector<Script>& programs) {
  std::vector<Script> shown;
  for (const Script& program : programs) {
    const Script script = CutToTheWrongCall(program, all);
    if (ShowsItAtTheEnd(script, all, others)) shown.push_back(script);
  }
  std::stable_sort(shown.begin(), shown.end(), [](const Script& a, const Script& b) { return a.size() < b.size(); });
  std::optional<Script> smallest;
  for (size_t i = 0; i < shown.size() && i < kEnough; ++i) {
    const Shows shows = [&](const Script& script) { return ShowsItAtTheEnd(script, all, others); };
    const Script script = Shrink(shown[i], shows, kTries).script;
    if (!smallest || script.size() < smallest->size()) smallest = script;
  }
  return smallest;
}

}  // namespace

std::optional<Example> ExampleOf(const Mistakes& mistakes, size_t index, const std::vector<Script>& programs) {
  if (const auto script = SmallestOf(mistakes, Without(mistakes, index), programs)) {
    return Example{*script, PlayedBy(mistakes, *script), mistakes};
  }
  const Mistakes alone = {mistakes[index]};
  if (const auto script = SmallestOf(alone, {}, programs)) return Example{*script, PlayedBy(alone, *script), alone};
  return std::nullopt;
}

}  // namespace checker
