#include "checker/judge/shrink.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace checker {
namespace {

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

class Shrinker {
 public:
  Shrinker(const Script& script, const Shows& shows, size_t tries) : best_(script), shows_(shows), tries_(tries) {}

  // To where no call can be left out and no size made simpler.
  Shrunk Run() {
    do {
      improved_ = false;
      for (size_t length = std::max<size_t>(1, best_.size() / 2); length > 0; length /= 2) RemoveRuns(length);
      SimplifyCalls();
    } while (improved_ && tries_ > 0);
    return {best_, tries_ > 0};
  }

 private:
  // Takes `candidate` if it shows what the script did.
  bool Try(const Script& candidate) {
    if (tries_ == 0 || candidate.empty() || ExpectedTrace(candidate).ending.empty()) return false;
    --tries_;
    if (!shows_(candidate)) return false;
    best_ = candidate;
    improved_ = true;
    return true;
  }

  void RemoveRuns(size_t length) {
    for (size_t end = best_.size(); end > 0; end -= std::min(length, end)) {
      end = std::min(end, best_.size());
      Try(Without(best_, end - std::min(length, end), end));
    }
  }

  void SimplifyCalls() {
    for (size_t i = 0; i < best_.size(); ++i) {
      MakeMalloc(i);
      Simplify(i, &ScriptCall::count);
      Simplify(i, &ScriptCall::size);
    }
  }

  // calloc, and realloc of NULL, become malloc of as much.
  void MakeMalloc(size_t index) {
    Script candidate = best_;
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
    for (uint64_t simpler : SimplerSizes(best_[index].*number)) {
      Script candidate = best_;
      candidate[index].*number = simpler;
      if (Try(candidate)) return;
    }
  }

  Script best_;
  const Shows& shows_;
  size_t tries_;
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

}  // namespace

Shrunk Shrink(const Script& script, const Shows& shows, size_t tries) {
  Shrunk shrunk = Shrinker(script, shows, tries).Run();
  shrunk.script = Renumbered(shrunk.script);
  return shrunk;
}

}  // namespace checker
