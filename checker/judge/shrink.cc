#include "checker/judge/shrink.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "checker/contract/mutants.h"

namespace checker {
namespace {

using Clock = std::chrono::steady_clock;

// The script without the calls from `first` to before `last`, and without those that need what they gave.
Script Without(const Script& script, size_t first, size_t last) {
  Script left;
  std::set<int> missing;
  for (size_t i = 0; i < script.size(); ++i) {
    const ScriptCall& call = script[i];
    const bool removed = (i >= first && i < last) || missing.count(call.source) > 0;
    if (!removed) left.push_back(call);
    if (call.target < 0) continue;
    if (removed) {
      missing.insert(call.target);
    } else {
      missing.erase(call.target);
    }
  }
  return left;
}

// Sizes to try instead of `size`: the smallest first, then what is left of it when it is rounded down. What is too
// large for any allocator becomes as large as can be.
std::vector<uint64_t> SimplerSizes(uint64_t size) {
  constexpr uint64_t kSizeMax = std::numeric_limits<uint64_t>::max();
  if (size > kSizeMax / 2) return size == kSizeMax ? std::vector<uint64_t>() : std::vector<uint64_t>{kSizeMax};
  std::vector<uint64_t> sizes;
  for (uint64_t simple : {1, 16, 100, 1000, 5000, 100000, 200000}) {
    if (simple < size) sizes.push_back(simple);
  }
  for (uint64_t unit : {10000, 1000, 100, 10, 8}) {
    if (size > unit && size % unit != 0) sizes.push_back(size / unit * unit);
  }
  return sizes;
}

// Whether the program went on after the call that broke the rule: how it ended then is another story.
bool WentOn(const Verdict& verdict) {
  if (verdict.rule == Rule::kCrash || verdict.rule == Rule::kTimeout || verdict.rule == Rule::kExitStatus) return false;
  return verdict.rule && verdict.status != Status::kPassed && verdict.status != Status::kLeak;
}

bool FailsAlike(const Verdict& a, const Verdict& b) {
  return a.rule == b.rule && (a.status == b.status || (WentOn(a) && WentOn(b)));
}

class Shrinker {
 public:
  Shrinker(Shrunk* shrunk, const JudgeScript& judge, Clock::time_point deadline)
      : best_(*shrunk), judge_(judge), deadline_(deadline) {}

  // To where no call can be left out and no size made simpler.
  void Run() {
    CutTail();
    do {
      improved_ = false;
      for (size_t length = std::max<size_t>(1, best_.script.size() / 2); length > 0; length /= 2) RemoveRuns(length);
      SimplifyCalls();
    } while (improved_ && !TimeIsUp());
    if (TimeIsUp()) best_.in_time = false;
  }

 private:
  bool TimeIsUp() const { return Clock::now() >= deadline_; }

  // Takes `candidate` if it fails as the script did at first.
  bool Try(const Script& candidate) {
    if (TimeIsUp() || candidate.empty() || ExpectedTrace(candidate).ending.empty()) return false;
    const Verdict verdict = judge_(candidate);
    if (!FailsAlike(verdict, best_.verdict)) return false;
    best_.script = candidate;
    best_.verdict = verdict;
    return improved_ = true;
  }

  // Behind the call that failed; or behind the next, which is the one if it never came back.
  void CutTail() {
    const auto call = static_cast<size_t>(best_.verdict.call);
    for (size_t length : {call, call + 1}) {
      if (length > 0 && length < best_.script.size() && Try(Without(best_.script, length, best_.script.size()))) return;
    }
  }

  void RemoveRuns(size_t length) {
    for (size_t end = best_.script.size(); end > 0; end -= std::min(length, end)) {
      end = std::min(end, best_.script.size());
      Try(Without(best_.script, end - std::min(length, end), end));
    }
  }

  void SimplifyCalls() {
    for (size_t i = 0; i < best_.script.size(); ++i) {
      MakeMalloc(i);
      Simplify(i, &ScriptCall::count);
      Simplify(i, &ScriptCall::size);
    }
  }

  // calloc, and realloc of NULL, become malloc of as much.
  void MakeMalloc(size_t index) {
    Script candidate = best_.script;
    ScriptCall& call = candidate[index];
    const bool allocates =
        call.function == Function::kCalloc || (call.function == Function::kRealloc && call.source < 0);
    if (!allocates) return;
    if (call.function == Function::kCalloc) call.size *= call.count;
    call.count = 0;
    call.function = Function::kMalloc;
    Try(candidate);
  }

  void Simplify(size_t index, uint64_t ScriptCall::*number) {
    for (uint64_t simpler : SimplerSizes(best_.script[index].*number)) {
      Script candidate = best_.script;
      candidate[index].*number = simpler;
      if (Try(candidate)) return;
    }
  }

  Shrunk& best_;
  const JudgeScript& judge_;
  const Clock::time_point deadline_;
  bool improved_ = false;
};

// The same program with its pointers numbered in the order in which they are set.
Script Renumbered(Script script) {
  std::map<int, int> numbers = {{-1, -1}};
  for (ScriptCall& call : script) {
    call.source = numbers[call.source];
    call.target = numbers.emplace(call.target, static_cast<int>(numbers.size()) - 1).first->second;
  }
  return script;
}

// What an allocator with the mistake that was found, `suspect` of all, would do: costs no process.
Verdict JudgeMutant(size_t suspect, const Script& script) {
  const std::unique_ptr<Model> model = AllMutants()[suspect].make(Units());
  Standing standing(AllMutants().size());
  standing[suspect] = 1;
  return Judge(ExpectedTrace(script), TraceOf(script, model.get()), "", Units(), standing);
}

// The smallest script that fails so under the mutant that the verdict was explained by: a guess, but at no cost.
Script ShrunkByMutant(const Script& script, const Verdict& verdict, Clock::time_point deadline) {
  for (size_t suspect = 0; suspect < AllMutants().size(); ++suspect) {
    if (AllMutants()[suspect].habit != verdict.habit) continue;
    Shrunk guess{script, JudgeMutant(suspect, script), true};
    if (guess.verdict.call != verdict.call || guess.verdict.rule != verdict.rule) continue;
    const JudgeScript judge = [&](const Script& candidate) { return JudgeMutant(suspect, candidate); };
    Shrinker(&guess, judge, deadline).Run();
    return guess.script;
  }
  return script;
}

}  // namespace

Shrunk Shrink(const Script& script, const Verdict& verdict, const JudgeScript& judge, std::chrono::milliseconds limit) {
  const Clock::time_point start = Clock::now();
  Shrunk shrunk{ShrunkByMutant(script, verdict, start + limit / 2), verdict, true};
  if (shrunk.script.size() < script.size()) shrunk.verdict = judge(shrunk.script);
  if (!FailsAlike(shrunk.verdict, verdict)) shrunk = {script, verdict, true};
  Shrinker(&shrunk, judge, start + limit).Run();
  shrunk.script = Renumbered(shrunk.script);
  return shrunk;
}

}  // namespace checker
