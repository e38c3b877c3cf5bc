#include "checker/grading/score.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <utility>

#include "checker/grading/lines.h"

namespace checker {
namespace {

constexpr uint64_t kPage = 4096;

uint64_t Pages(uint64_t length) { return (length + kPage - 1) / kPage * kPage; }

// Follows a trace, call by call.
class Ledger {
 public:
  // False where the call gave what no block can be.
  bool Take(const Call& call) {
    for (const SystemCall& system_call : call.system_calls) TakeSystemCall(system_call);
    const bool moved = call.function == Function::kRealloc && call.result != Address::Null();
    const bool freed = call.function == Function::kFree || (call.function == Function::kRealloc && call.size == 0);
    if (moved || freed) Forget(call.pointer);
    if (call.result == Address::Null()) return true;
    const uint64_t size = call.function == Function::kCalloc ? call.count * call.size : call.size;
    if (!IsRoom(call.result, size)) return false;
    blocks_[PlaceOf(call.result)] = size;
    lived_ += size;
    memory_.most_lived = std::max(memory_.most_lived, lived_);
    return true;
  }

  MemoryUse& memory() { return memory_; }

 private:
  // What belongs together, and where in it.
  using Place = std::pair<int, uint64_t>;

  static Place PlaceOf(const Address& address) { return {address.map, address.offset}; }

  void TakeSystemCall(const SystemCall& call) {
    if (!call.error.empty()) return;
    if (call.name == "brk" && call.address.base == Address::Base::kHeap) held_[0] = call.address.offset;
    if (call.address.base == Address::Base::kMap && call.name == "mmap") held_[call.address.map] = call.length;
    if (call.address.base == Address::Base::kMap && call.name == "munmap") Unmap(call);
    uint64_t held = 0;
    for (const auto& [map, length] : held_) held += Pages(length);
    memory_.most_held = std::max(memory_.most_held, held);
  }

  // Where only a part of it goes, the rest counts on, wherever it lies.
  void Unmap(const SystemCall& call) {
    const auto mapping = held_.find(call.address.map);
    if (mapping == held_.end()) return;
    mapping->second -= std::min(Pages(mapping->second), Pages(call.length));
  }

  void Forget(const Address& pointer) {
    const auto block = blocks_.find(PlaceOf(pointer));
    if (block == blocks_.end()) return;
    lived_ -= block->second;
    blocks_.erase(block);
  }

  bool IsRoom(const Address& address, uint64_t size) const {
    const bool known = address.base == Address::Base::kHeap || address.base == Address::Base::kMap;
    const auto held = held_.find(address.map);
    if (!known || held == held_.end() || address.offset + size > Pages(held->second)) return false;
    const auto behind = blocks_.lower_bound(PlaceOf(address));
    if (behind != blocks_.end() && behind->first.first == address.map && behind->first.second < address.offset + size)
      return false;
    if (behind == blocks_.begin()) return true;
    const auto& [place, length] = *std::prev(behind);
    return place.first != address.map || place.second + length <= address.offset;
  }

  std::map<int, uint64_t> held_;      // by mapping, 0 is the heap: bytes
  std::map<Place, uint64_t> blocks_;  // those that live: bytes
  uint64_t lived_ = 0;
  MemoryUse memory_;
};

double GeometricMean(const std::vector<TraceScore>& traces, double TraceScore::*value) {
  double sum = 0;
  for (const TraceScore& trace : traces) sum += std::log(trace.*value);
  return std::exp(sum / traces.size());
}

// Of at most 100 columns, as long as names are short.
std::string Row(const std::string& name, const std::string& calls, double utilisation, const std::string& time,
                double to_list, double to_osmem) {
  char row[128];
  std::snprintf(row, sizeof row, "  %-12s%8s%14.3f%12s%11.2f%11.2f\n", name.c_str(), calls.c_str(), utilisation,
                time.c_str(), to_list, to_osmem);
  return row;
}

std::string RowOf(const TraceScore& trace) {
  if (!trace.why.empty()) return Indented(Wrapped(trace.name + ": no score. " + Shown(trace.why)));
  char time[32];
  std::snprintf(time, sizeof time, "%.1f", trace.seconds * 1e9);
  return Row(trace.name, std::to_string(trace.calls), trace.utilisation, time, trace.to_list, trace.to_osmem);
}

}  // namespace

MemoryUse MemoryOf(const Trace& trace) {
  Ledger ledger;
  for (size_t i = 0; i < trace.calls.size(); ++i) {
    if (ledger.Take(trace.calls[i])) continue;
    ledger.memory().fault = "Call " + std::to_string(i + 1) +
                            " gave a block that lies over a live one, or in memory that no call has asked for.";
    break;
  }
  return ledger.memory();
}

std::optional<Means> MeansOf(const Score& score) {
  const auto has_none = [](const TraceScore& trace) { return !trace.why.empty(); };
  if (score.traces.empty() || std::any_of(score.traces.begin(), score.traces.end(), has_none)) return std::nullopt;
  Means means;
  for (const TraceScore& trace : score.traces) means.utilisation += trace.utilisation / score.traces.size();
  means.to_list = GeometricMean(score.traces, &TraceScore::to_list);
  means.to_osmem = GeometricMean(score.traces, &TraceScore::to_osmem);
  const double speed = std::log(means.to_list) / std::log(means.to_list / means.to_osmem);
  means.index = 50 * means.utilisation + 50 * std::clamp(speed, 0.0, 1.0);
  return means;
}

std::string ToText(const Score& score) {
  std::string text = "\nBeside the points: the calls of real programs\n";
  char head[128];
  std::snprintf(head, sizeof head, "  %-12s%8s%14s%12s%11s%11s\n", "", "calls", "utilisation", "ns a call", "x list",
                "x osmem");
  text += head;
  for (const TraceScore& trace : score.traces) text += RowOf(trace);
  const std::optional<Means> means = MeansOf(score);
  if (!means) return text + "  No score for the whole, as there is none for one of them.\n";
  text += Row("mean", "", means->utilisation, "", means->to_list, means->to_osmem);
  char index[128];
  std::snprintf(index, sizeof index, "  score %.1f of 100: half utilisation, half speed from the list's to osmem's\n",
                means->index);
  return text + index;
}

}  // namespace checker
