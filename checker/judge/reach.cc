#include "checker/judge/reach.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "checker/trace/system_call.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

// A call without what no model decides; that goes to `oddities`.
Call Plain(const Call& call, std::vector<Oddity>* oddities) {
  Call plain = call;
  plain.system_calls.clear();
  const std::string where = " in " + std::string(NameOf(call.function));
  bool has_failed = false;  // a system call: what is written then tells of it
  for (SystemCall made : call.system_calls) {
    const bool ends = made.name == "exit" || made.name == "exit_group";
    const bool complains = made.name == "write" && has_failed;
    has_failed = has_failed || !made.error.empty();
    const bool is_decided = IsMemoryCall(made.name);
    if (!is_decided && !ends && !complains)
      AddOnce({Rule::kForbiddenCall, made.name, "calls " + made.name + where}, oddities);
    if (!is_decided) continue;
    if (made.name == "mmap" && !made.detail.empty()) {
      AddOnce({Rule::kMapFlags, made.detail, "maps memory with " + made.detail}, oddities);
      made.detail.clear();
    }
    if (made.name == "mremap") made = {"mremap", Address::Null(), 0, "", made.error};
    plain.system_calls.push_back(std::move(made));
  }
  return plain;
}

// Whether the program died in `call`, after what it should have asked the system for, as far as it came. Who calls
// exit, or never comes back, does not die of corrupt memory.
bool DiedIn(const Call& call, const Call& step, std::string_view ending) {
  if (!StartsWith(ending, "signal ")) return false;
  const auto& made = call.system_calls;
  const auto& due = step.system_calls;
  return !call.returned && made.size() <= due.size() && std::equal(made.begin(), made.end(), due.begin());
}

bool EndedWell(const Played& played) {
  return played.actual.ending == played.expected.ending && played.actual.calls.size() == played.expected.calls.size();
}

}  // namespace

void AddOnce(const Oddity& oddity, std::vector<Oddity>* oddities) {
  if (std::find(oddities->begin(), oddities->end(), oddity) == oddities->end()) oddities->push_back(oddity);
}

bool IsFurther(const Reach& a, const Reach& b) {
  if (a.whole != b.whole) return a.whole;
  if (a.whole) return b.vague && !a.vague;
  return a.calls != b.calls ? a.calls > b.calls : a.half > b.half;
}

PlainRun PlainRunOf(const Played& played) {
  PlainRun run;
  run.played = &played;
  run.actual.ending = played.actual.ending;
  for (const Call& call : played.actual.calls) run.actual.calls.push_back(Plain(call, &run.oddities));
  return run;
}

Reach ReachOf(const PlainRun& run, const Units& units, const Mistakes& mistakes) {
  Model model(units, mistakes);
  Reach reach;
  bool corrupt = false;  // before the last call
  for (const Call& call : run.actual.calls) {
    corrupt = model.corrupt();
    const Call step = model.Step(call);
    if (step != call) {
      reach.whole = reach.vague = (corrupt && run.actual.ending != "timeout") ||
                                  (model.corrupt() && (!step.returned || DiedIn(call, step, run.actual.ending)));
      reach.half = call.returned && (step.result == call.result || step.system_calls == call.system_calls);
      return reach;
    }
    ++reach.calls;
    const bool ends = &call == &run.actual.calls.back();
    if (model.found() && !ends && !model.corrupt()) return reach;
  }
  const bool died = !run.actual.calls.empty() && !run.actual.calls.back().returned;
  const bool told = FindingIn(run.played->output).has_value();
  reach.whole = (model.found() && told) || EndedWell(*run.played) || died;
  // Corrupt memory that harms nobody is a reason to doubt it.
  reach.vague = reach.whole ? corrupt && !model.found() : model.corrupt();
  reach.whole = reach.whole || reach.vague;
  return reach;
}

}  // namespace checker
