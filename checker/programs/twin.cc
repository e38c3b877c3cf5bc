#include "checker/programs/twin.h"

#include <algorithm>
#include <limits>
#include <map>
#include <random>
#include <utility>

namespace checker {
namespace {

constexpr int kScratch = 0;  // the pointer of what is never passed on: NULL, the blocks before the program
constexpr uint64_t kLargestRequest = std::numeric_limits<ptrdiff_t>::max();

// The first call whose result lies on the heap, and the block that it got.
struct FirstUse {
  size_t call = 0;
  Block block;
  bool takes_all = false;  // of the chunk
};

std::optional<FirstUse> FirstUseIn(const Trace& trace, size_t from = 0) {
  Model model;
  for (size_t call = 0; call < trace.calls.size(); ++call) {
    model.Step(trace.calls[call]);
    const Address& result = trace.calls[call].result;
    if (call < from || result.base != Address::Base::kHeap) continue;
    const auto is_it = [&](const Block& block) { return block.offset + model.units().header == result.offset; };
    const auto block = std::find_if(model.heap().begin(), model.heap().end(), is_it);
    if (block == model.heap().end()) return std::nullopt;
    return FirstUse{call, *block, model.heap().size() == 1};
  }
  return std::nullopt;
}

// A size that rounds to the same multiple of 8, and of 4, so that it is no other for who rounds wrongly.
uint64_t Alike(uint64_t size, std::mt19937_64* random) {
  if (size % 8 == 0 || size > kLargestRequest) return size;
  return size % 8 <= 4 ? size / 8 * 8 + 1 + (*random)() % 4 : size / 8 * 8 + 5 + (*random)() % 3;
}

ScriptCall WithSizesAlike(ScriptCall call, std::mt19937_64* random) {
  if (call.function != Function::kCalloc || call.count == 1) {
    call.size = Alike(call.size, random);
  } else if (call.size == 1) {
    call.count = Alike(call.count, random);
  }
  return call;
}

// A pointer for each address that `trace` passes on; none where one is passed that no call returned.
std::optional<Script> ScriptOf(const Trace& trace, std::string* why) {
  Script script;
  std::map<std::string, int> pointers;
  for (const Call& call : trace.calls) {
    ScriptCall made = {call.function, -1, -1, call.count, call.size};
    if (call.pointer != Address::Null()) {
      const auto known = pointers.find(ToText(call.pointer));
      if (known == pointers.end()) {
        *why = "passes a pointer that no call returned";
        return std::nullopt;
      }
      made.source = known->second;
    }
    if (call.function != Function::kFree) made.target = kScratch;
    if (call.result != Address::Null()) {
      made.target = pointers.emplace(ToText(call.result), static_cast<int>(pointers.size()) + 1).first->second;
    }
    script.push_back(made);
  }
  if (pointers.size() < static_cast<size_t>(kMaxPointers)) return script;
  *why = "has more pointers than a script";
  return std::nullopt;
}

// Blocks that stay in use. Where the program takes the chunk whole, so does the first of them, by the same request.
Script Prefix(const Script& program, const FirstUse& first, std::mt19937_64* random) {
  Script prefix;
  if (first.takes_all) prefix.push_back({Function::kMalloc, kScratch, -1, 0, program[first.call].size});
  for (uint64_t blocks = 2 + (*random)() % 3; blocks > 0; --blocks) {
    prefix.push_back({Function::kMalloc, kScratch, -1, 0, 16 * (4 + (*random)() % 200)});
  }
  return prefix;
}

// How addresses of a program become those of its twin: its first block moves, and what lies behind it moves as its
// end does, as a block that is appended has nothing to spare.
class Shift {
 public:
  Shift(const Units& units, const Block& original, const Block& twin)
      : first_(Address::Heap(original.offset + units.header)),
        by_(twin.offset - original.offset),
        behind_by_(by_ + twin.size - original.size) {}

  Address Of(const Address& address) const {
    if (address.base != Address::Base::kHeap) return address;
    return Address::Heap(address.offset + (address == first_ ? by_ : behind_by_));
  }

  // But for the first use of the heap, which moves the break for one of them, or otherwise.
  bool Agrees(const Call& original, const Call& twin, bool is_first_use) const {
    if (twin.result != Of(original.result) || twin.pointer != Of(original.pointer)) return false;
    if (is_first_use) return true;
    std::vector<SystemCall> moved = original.system_calls;
    for (SystemCall& system_call : moved) system_call.address = Of(system_call.address);
    return twin.system_calls == moved;
  }

 private:
  Address first_;
  uint64_t by_;
  uint64_t behind_by_;
};

// Whether the calls behind the prefix do what those of `original` do.
bool DoesTheSame(const Trace& original, const FirstUse& first, const Twin& twin, std::string* why) {
  const std::optional<FirstUse> moved = FirstUseIn(twin.expected, twin.prefix);
  if (moved && moved->call == twin.prefix + first.call) {
    const Shift shift(Units(), first.block, moved->block);
    size_t call = 0;
    for (; call < original.calls.size() && twin.prefix + call < twin.expected.calls.size(); ++call) {
      if (!shift.Agrees(original.calls[call], twin.expected.calls[twin.prefix + call], call == first.call)) break;
    }
    if (call == original.calls.size()) return true;
    *why = "depends on where the heap begins in call " + std::to_string(call + 1);
    return false;
  }
  *why = "depends on where the heap begins";
  return false;
}

}  // namespace

std::optional<Twin> TwinOf(const Trace& original, uint64_t seed, std::string* why) {
  std::mt19937_64 random(seed);
  const std::optional<Script> program = ScriptOf(original, why);
  if (!program) return std::nullopt;
  const std::optional<FirstUse> first = FirstUseIn(original);
  if (!first) {
    *why = "never uses the heap";
    return std::nullopt;
  }
  Twin twin;
  twin.script = Prefix(*program, *first, &random);
  twin.prefix = twin.script.size();
  for (const ScriptCall& call : *program) twin.script.push_back(WithSizesAlike(call, &random));
  twin.expected = ExpectedTrace(twin.script);
  if (!DoesTheSame(original, *first, twin, why)) return std::nullopt;
  return twin;
}

}  // namespace checker
