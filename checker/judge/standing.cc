#include "checker/judge/standing.h"

#include <algorithm>
#include <memory>

#include "checker/contract/mutants.h"

namespace checker {
namespace {

// Up to and with the call that went wrong, as far as it returned: what comes later may follow from it.
size_t CallsToAccountFor(const TracePair& run) {
  const size_t index = FirstDifference(run.expected, run.actual);
  const bool returned = index < run.actual.calls.size() && run.actual.calls[index].returned;
  return index + (returned ? 1 : 0);
}

bool AccountsFor(const Mutant& mutant, const Units& units, const TracePair& run) {
  const std::unique_ptr<Model> model = mutant.make(units);
  const auto begin = run.actual.calls.begin();
  return std::all_of(begin, begin + static_cast<ptrdiff_t>(CallsToAccountFor(run)),
                     [&](const Call& call) { return model->Step(call) == call; });
}

// Whether a call came back, but not as it should have.
bool HasWrongCall(const TracePair& run) { return CallsToAccountFor(run) > FirstDifference(run.expected, run.actual); }

}  // namespace

Standing StandingOf(const std::vector<TracePair>& runs, const Units& units) {
  Standing standing;
  for (const Mutant& mutant : AllMutants()) {
    const auto accounts = [&](const TracePair& run) { return AccountsFor(mutant, units, run); };
    const bool suspected =
        std::any_of(runs.begin(), runs.end(), [&](const TracePair& run) { return HasWrongCall(run) && accounts(run); });
    standing.push_back(suspected ? std::count_if(runs.begin(), runs.end(), accounts) : 0);
  }
  return standing;
}

size_t FirstDifference(const Trace& expected, const Trace& actual) {
  const size_t common = std::min(expected.calls.size(), actual.calls.size());
  size_t index = 0;
  while (index < common && expected.calls[index] == actual.calls[index]) ++index;
  return index;
}

}  // namespace checker
