#include "checker/programs/draft.h"

#include <algorithm>

#include "checker/programs/heap_view.h"

namespace checker {
namespace {

constexpr uint64_t kLargeHole = 1200;
constexpr uint64_t kLargestFreed = 2400;  // on the heap, by chance
constexpr uint64_t kLeastLaid = 96;       // enough to be cut by a header and more

// Decided by nearly every call, or together with another clause.
bool IsEverywhere(Rule rule) {
  constexpr Rule kEverywhere[] = {Rule::kAlign,    Rule::kHeader,     Rule::kPreallocate, Rule::kNoSplit,
                                  Rule::kAppend,   Rule::kCallocZero, Rule::kMapLength,   Rule::kMapFlags,
                                  Rule::kFreeKeep, Rule::kBestFit,    Rule::kReallocCopy, Rule::kOrder};
  return std::count(std::begin(kEverywhere), std::end(kEverywhere), rule) > 0;
}

}  // namespace

int Draft::Ask(uint64_t need) {
  const bool clears = style() == Style::kCalloc || (style() == Style::kEverything && Chance(40));
  const uint64_t bytes = Bytes(need);
  if (clears && need + units().header < units().page) {
    const uint64_t count = uint64_t{1} << Below(3);
    if (need % (count * 8) == 0) return Calloc(count, need / count);
    return Calloc(1, bytes);
  }
  if (HasTopic(Topic::kReallocNull) && Chance(40)) return Realloc(-1, bytes);
  return Malloc(bytes);
}

int Draft::Lay(uint64_t more) {
  const uint64_t hole = std::max(LargestHole(model_), kLeastLaid);
  return Malloc(Bytes((hole / Step() + 1) * Step() + Grains(0, 16) + more));
}

void Draft::FillEnd() {
  const uint64_t end = FreeEnd(model_);
  if (end > 0) Hold(Malloc(std::min(end, LargestOnHeap())));
}

void Draft::FillLargeHoles() {
  for (uint64_t hole = LargestHole(model_); hole > kLargeHole; hole = LargestHole(model_)) {
    Malloc(std::min(hole - Spare(), LargestOnHeap()));
  }
}

void Draft::Hold(int pointer) { live_.erase(std::remove(live_.begin(), live_.end(), pointer), live_.end()); }

int Draft::Add(Function function, int source, uint64_t count, uint64_t size) {
  ScriptCall call = {function, -1, source, count, size};
  SayWhatItFinds(call);
  const Call done = model_.Step(Call::Of(function, source < 0 ? Address::Null() : AddressOf(source), count, size));
  const bool keeps_its_pointer = source >= 0 && done.result != Address::Null();
  if (function != Function::kFree) call.target = keeps_its_pointer ? source : static_cast<int>(addresses_.size());
  script_.push_back(call);
  Follow(call, done);
  for (Rule rule : model_.decided()) {
    if (!IsEverywhere(rule)) about_.insert(rule);
  }
  return call.target;
}

void Draft::Follow(const ScriptCall& call, const Call& done) {
  const bool ends = call.function == Function::kFree || (call.function == Function::kRealloc && call.size == 0);
  if (ends && call.source >= 0) Hold(call.source);
  if (call.target < 0) return;
  if (call.target == call.source) {
    addresses_[static_cast<size_t>(call.target)] = done.result;
    return;
  }
  addresses_.push_back(done.result);
  const bool large = done.result.base == Address::Base::kHeap && SizeOf(call.target) > kLargestFreed;
  if (done.result != Address::Null() && !large) live_.push_back(call.target);
}

void Draft::SayWhatItFinds(const ScriptCall& call) {
  about_.clear();
  if (call.function == Function::kFree) {
    if (call.source >= 0 && IsLast(model_, AddressOf(call.source))) about_.insert(Rule::kExpand);
    if (call.source >= 0 && HasFreeNeighbour(model_, AddressOf(call.source))) about_.insert(Rule::kCoalesce);
    return;
  }
  const uint64_t bytes = call.function == Function::kCalloc ? call.count * call.size : call.size;
  const Fit fit = FitOf(model_, (bytes + 7) / 8 * 8);
  if (fit.blocks > 1 || fit.exact) about_.insert(Rule::kBestFit);
}

bool Draft::HasTopic(Topic topic) const { return std::count(rung_->topics.begin(), rung_->topics.end(), topic) > 0; }

}  // namespace checker
