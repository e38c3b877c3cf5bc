#include "checker/contract/contract.h"

#include <algorithm>
#include <limits>

namespace checker {
namespace {

constexpr uint64_t kLargestRequest = std::numeric_limits<ptrdiff_t>::max();
constexpr uint64_t kAddressSpace = uint64_t{1} << 47;  // no process can map more

}  // namespace

// Section 1.
uint64_t Contract::Need(uint64_t size) {
  return (size + units().alignment - 1) / units().alignment * units().alignment;
}

// Section 3.
Address Contract::Malloc(uint64_t size) { return top().Allocate(size, top().MallocThreshold()); }

uint64_t Contract::MallocThreshold() { return units().mmap_threshold; }

bool Contract::IsTooLarge(uint64_t size) { return size > kLargestRequest; }

// Section 4.
Address Contract::Calloc(uint64_t count, uint64_t size) {
  uint64_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    memory().Decide(Rule::kCallocOverflow);
    return Address::Null();
  }
  const Address payload = top().Allocate(bytes, top().CallocThreshold());
  if (payload.base == Address::Base::kHeap) {
    memory().Decide(Rule::kCallocZero);
    top().Clear(payload, bytes);
  }
  if (payload.base == Address::Base::kMap && Footprint(bytes) < units().mmap_threshold) {
    memory().Decide(Rule::kCallocThreshold);
  }
  return payload;
}

uint64_t Contract::CallocThreshold() { return std::min(units().page, units().mmap_threshold); }

void Contract::Clear(const Address&, uint64_t) {}

// Section 5.
void Contract::Free(const Address& pointer) {
  if (pointer == Address::Null()) return;
  if (memory().IsLiveMapping(pointer)) return top().Unmap(pointer.map);
  const size_t freed = memory().BlockAt(pointer);
  // A block in use that mistakes have marked free is freed like any other.
  if (freed == kNone || (block(freed).free && memory().LiveAt(pointer) == nullptr)) return memory().Undefined();
  memory().Decide(Rule::kFreeKeep);
  top().FreeBlock(freed);
}

void Contract::FreeBlock(size_t freed) { block(freed).free = true; }

// Section 6, rules 1 to 4.
Address Contract::Realloc(const Address& pointer, uint64_t size) {
  if (pointer == Address::Null()) {
    memory().Decide(Rule::kReallocNull);
    return top().Malloc(size);
  }
  if (size == 0) {
    memory().Decide(Rule::kReallocZero);
    top().Free(pointer);
    return Address::Null();
  }
  const size_t resized = memory().BlockAt(pointer);
  if (resized == kNone && !memory().IsLiveMapping(pointer)) {
    memory().Undefined();
    return Address::Null();
  }
  if (resized != kNone && block(resized).free) {
    memory().Decide(Rule::kReallocFreed);
    return Address::Null();
  }
  if (top().IsTooLarge(size)) {
    memory().Decide(Rule::kTooLarge);
    return Address::Null();
  }
  if (resized == kNone || Footprint(size) >= top().MallocThreshold()) return top().Move(pointer, size);
  return top().Resize(resized, size);
}

// Section 6, rules 5 to 8.
Address Contract::Resize(size_t resized, uint64_t size) {
  const Address payload = memory().PayloadOf(resized);
  const uint64_t need = top().Need(size);
  if (need <= block(resized).size) {
    memory().Decide(Rule::kReallocShrink);
    top().Shrink(resized, need);
    return payload;
  }
  if (top().IsLast(resized)) {
    memory().Decide(Rule::kReallocGrowLast);
    top().GrowLast(resized, need);
    return payload;
  }
  top().Absorb(resized, need);
  if (block(resized).size < need) return top().Move(payload, size);
  top().Split(resized, need);
  return payload;
}

void Contract::Shrink(size_t resized, uint64_t need) { top().Split(resized, need); }

void Contract::GrowLast(size_t resized, uint64_t need) {
  memory().MoveBreak(memory().break_at + need - block(resized).size);
  block(resized).size = need;
}

void Contract::Absorb(size_t resized, uint64_t need) {
  if (top().NextIsFree(resized)) memory().Decide(Rule::kReallocAbsorb);
  while (block(resized).size < need && top().NextIsFree(resized)) top().SwallowNext(resized);
  if (top().NextIsFree(resized)) memory().Decide(Rule::kReallocAbsorbStop);
}

Address Contract::Move(const Address& pointer, uint64_t size) {
  memory().Decide(Rule::kReallocMove);
  const size_t moved = memory().BlockAt(pointer);
  const uint64_t old_size = moved != kNone ? block(moved).size : memory().mappings[pointer.map] - units().header;
  const Address target = top().Malloc(size);
  if (target == Address::Null()) return target;
  memory().Decide(Rule::kReallocCopy);
  const size_t made = memory().BlockAt(target);
  if (made != kNone && std::min(old_size, size) > block(made).size) memory().Corrupt();
  top().Copy(pointer, target, std::min(old_size, size));
  if (!memory().call.system_calls.empty() && pointer.base == Address::Base::kMap) memory().Decide(Rule::kOrder);
  top().Free(pointer);
  return target;
}

void Contract::Copy(const Address&, const Address&, uint64_t) {}

// Section 2.
size_t Contract::Take(uint64_t need) {
  if (memory().blocks.empty()) top().Preallocate();
  top().Coalesce();
  size_t taken = top().Search(need);
  if (taken != kNone) {
    top().Split(taken, need);
  } else if (memory().Last().free && top().IsLast(memory().blocks.size() - 1)) {
    taken = top().Expand(need);
  } else {
    taken = top().Append(need);
  }
  top().MarkUsed(taken);
  return taken;
}

void Contract::Preallocate() {
  memory().Decide(Rule::kPreallocate);
  memory().blocks.push_back({0, units().chunk - units().header, true});
  memory().MoveBreak(units().chunk);
}

void Contract::Coalesce() {
  bool merged = false;
  for (size_t first = 0; first < memory().blocks.size(); ++first) {
    while (block(first).free && top().NextIsFree(first)) {
      top().SwallowNext(first);
      merged = true;
    }
  }
  if (merged) memory().Decide(Rule::kCoalesce);
}

size_t Contract::Search(uint64_t need) {
  size_t best = kNone;
  bool tie = false;
  for (size_t candidate = 0; candidate < memory().blocks.size(); ++candidate) {
    if (!block(candidate).free || !top().Fits(candidate, need)) continue;
    if (best != kNone && block(candidate).size == block(best).size) tie = true;
    if (best != kNone && !top().IsBetter(candidate, best)) continue;
    if (best != kNone && block(candidate).size != block(best).size) tie = false;
    best = candidate;
  }
  if (best != kNone) memory().Decide(Rule::kBestFit);
  if (tie) memory().Decide(Rule::kTie);
  return best;
}

bool Contract::Fits(size_t candidate, uint64_t need) { return block(candidate).size >= need; }

bool Contract::IsBetter(size_t candidate, size_t best) { return block(candidate).size < block(best).size; }

bool Contract::IsWorthSplitting(uint64_t spare) { return spare >= units().header + units().alignment; }

void Contract::Split(size_t split, uint64_t need) {
  const uint64_t spare = block(split).size - need;
  if (spare == 0) return;
  if (!top().IsWorthSplitting(spare)) return memory().Decide(Rule::kNoSplit);
  memory().Decide(Rule::kSplit);
  memory().Decide(Rule::kHeader);
  block(split).size = need;
  memory().InsertBehind(split, {block(split).offset + units().header + need, spare - units().header, true});
}

size_t Contract::Expand(uint64_t need) {
  memory().Decide(Rule::kExpand);
  memory().MoveBreak(memory().break_at + need - memory().Last().size);
  memory().Last().size = need;
  return memory().blocks.size() - 1;
}

size_t Contract::Append(uint64_t need) {
  memory().Decide(Rule::kAppend);
  memory().Decide(Rule::kHeader);
  memory().blocks.push_back({memory().break_at, need, true});
  memory().MoveBreak(memory().break_at + units().header + need);
  return memory().blocks.size() - 1;
}

void Contract::MarkUsed(size_t taken) { block(taken).free = false; }

bool Contract::IsLast(size_t last) { return memory().IsLast(last); }

bool Contract::NextIsFree(size_t first) { return !memory().IsLast(first) && block(first + 1).free; }

void Contract::SwallowNext(size_t first) {
  block(first).size += units().header + block(first + 1).size;
  memory().Erase(first + 1);
}

Address Contract::Map(uint64_t need) {
  const uint64_t length = need + units().header;
  memory().Decide(Rule::kMapLength);
  memory().Decide(Rule::kMapFlags);
  memory().Decide(Rule::kHeader);
  if (length > kAddressSpace) {
    memory().call.system_calls.push_back({"mmap", Address::Null(), length, "", "ENOMEM"});
    return Address::Null();
  }
  const int map = ++memory().last_mapping;
  memory().mappings[map] = length;
  memory().call.system_calls.push_back({"mmap", Address::Map(map, 0), length, "", ""});
  return Address::Map(map, units().header);
}

void Contract::Unmap(int map) {
  memory().Decide(Rule::kFreeUnmap);
  memory().call.system_calls.push_back({"munmap", Address::Map(map, 0), memory().mappings[map], "", ""});
  memory().mappings.erase(map);
}

// Zero, too large, mapped, or on the heap: what sections 3 and 4 share.
Address Contract::Allocate(uint64_t size, uint64_t threshold) {
  if (size == 0) {
    memory().Decide(Rule::kZeroSize);
    return Address::Null();
  }
  if (top().IsTooLarge(size)) {
    memory().Decide(Rule::kTooLarge);
    return Address::Null();
  }
  if (size % units().alignment != 0) memory().Decide(Rule::kAlign);
  if (Footprint(size) < threshold) return memory().PayloadOf(top().Take(top().Need(size)));
  if (Footprint(size) >= units().mmap_threshold) memory().Decide(Rule::kMapThreshold);
  return top().Map(top().Need(size));
}

}  // namespace checker
