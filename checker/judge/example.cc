#include "checker/judge/example.h"

#include <algorithm>

#include "checker/judge/shrink.h"

namespace checker {
namespace {

using Clock = std::chrono::steady_clock;

// How many programs are made small, and how large they may be: from the shortest on, so that few are needed.
constexpr int kEnough = 3;

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

std::optional<Script> SmallestOf(const Mistakes& all, const Mistakes& others, const std::vector<Script>& programs,
                                 std::chrono::milliseconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  std::vector<Script> shown;
  for (const Script& program : programs) {
    const Script script = CutToTheWrongCall(program, all);
    if (ShowsItAtTheEnd(script, all, others)) shown.push_back(script);
    if (Clock::now() > end) break;
  }
  std::stable_sort(shown.begin(), shown.end(), [](const Script& a, const Script& b) { return a.size() < b.size(); });
  std::optional<Script> smallest;
  for (size_t i = 0; i < shown.size() && i < kEnough; ++i) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    const Shows shows = [&](const Script& script) { return ShowsItAtTheEnd(script, all, others); };
    const Script script = Shrink(shown[i], shows, std::max(left, limit / 8)).script;
    if (!smallest || script.size() < smallest->size()) smallest = script;
  }
  return smallest;
}

}  // namespace

std::optional<Example> ExampleOf(const Mistakes& mistakes, size_t index, const std::vector<Script>& programs,
                                 std::chrono::milliseconds limit) {
  if (const auto script = SmallestOf(mistakes, Without(mistakes, index), programs, limit / 2)) {
    return Example{*script, PlayedBy(mistakes, *script), mistakes};
  }
  const Mistakes alone = {mistakes[index]};
  if (const auto script = SmallestOf(alone, {}, programs, limit / 2))
    return Example{*script, PlayedBy(alone, *script), alone};
  return std::nullopt;
}

}  // namespace checker
