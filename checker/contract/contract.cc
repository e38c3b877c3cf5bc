// The bottom layer: every decision as the contract has it.
#include <algorithm>

#include "checker/contract/decisions.h"

namespace checker {
namespace {

constexpr uint64_t kAddressSpace = uint64_t{1} << 47;  // no process can map more

class Contract : public Decisions {
 public:
  void Change(Units*) override {}

  // Section 1.
  uint64_t Need(uint64_t size) override {
    return (size + units().alignment - 1) / units().alignment * units().alignment;
  }

  // Section 3.
  Address Malloc(uint64_t size) override { return top().Allocate(size, top().MallocThreshold()); }

  uint64_t MallocThreshold() override { return units().mmap_threshold; }

  bool IsTooLarge(uint64_t size) override { return size > kLargestRequest; }

  // Section 4.
  Address Calloc(uint64_t count, uint64_t size) override {
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

  uint64_t CallocThreshold() override { return std::min(units().page, units().mmap_threshold); }

  void Clear(const Address&, uint64_t) override {}

  // Section 5.
  void Free(const Address& pointer) override {
    if (pointer == Address::Null()) return;
    if (memory().IsLiveMapping(pointer)) return top().Unmap(pointer.map);
    const size_t freed = memory().BlockAt(pointer);
    // A block in use that mistakes have marked free is freed like any other.
    if (freed == kNone || (block(freed).free && memory().LiveAt(pointer) == nullptr)) return memory().Undefined();
    memory().Decide(Rule::kFreeKeep);
    top().FreeBlock(freed);
  }

  void FreeBlock(size_t freed) override { block(freed).free = true; }

  // Section 6, rules 1 to 4.
  Address Realloc(const Address& pointer, uint64_t size) override {
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
  Address Resize(size_t resized, uint64_t size) override {
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

  void Shrink(size_t resized, uint64_t need) override { top().Split(resized, need); }

  void GrowLast(size_t resized, uint64_t need) override {
    memory().MoveBreak(memory().break_at + need - block(resized).size);
    block(resized).size = need;
  }

  void Absorb(size_t resized, uint64_t need) override {
    if (top().NextIsFree(resized)) memory().Decide(Rule::kReallocAbsorb);
    while (block(resized).size < need && top().NextIsFree(resized)) top().SwallowNext(resized);
    if (top().NextIsFree(resized)) memory().Decide(Rule::kReallocAbsorbStop);
  }

  Address Move(const Address& pointer, uint64_t size) override {
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

  void Copy(const Address&, const Address&, uint64_t) override {}

  // Section 2.
  size_t Take(uint64_t need) override {
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

  void Preallocate() override {
    memory().Decide(Rule::kPreallocate);
    memory().Append(units().chunk - units().header, units().chunk);
  }

  void Coalesce() override {
    bool merged = false;
    for (size_t first = 0; first < memory().blocks.size(); ++first) {
      while (block(first).free && top().NextIsFree(first)) {
        top().SwallowNext(first);
        merged = true;
      }
    }
    if (merged) memory().Decide(Rule::kCoalesce);
  }

  size_t Search(uint64_t need) override {
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

  bool Fits(size_t candidate, uint64_t need) override { return block(candidate).size >= need; }

  bool IsBetter(size_t candidate, size_t best) override { return block(candidate).size < block(best).size; }

  bool IsWorthSplitting(uint64_t spare) override { return spare >= units().header + units().alignment; }

  void Split(size_t split, uint64_t need) override {
    const uint64_t spare = block(split).size - need;
    if (spare == 0) return;
    if (!top().IsWorthSplitting(spare)) return memory().Decide(Rule::kNoSplit);
    memory().Decide(Rule::kSplit);
    memory().Decide(Rule::kHeader);
    block(split).size = need;
    memory().InsertBehind(split, {block(split).offset + units().header + need, spare - units().header, true});
  }

  size_t Expand(uint64_t need) override {
    memory().Decide(Rule::kExpand);
    memory().MoveBreak(memory().break_at + need - memory().Last().size);
    memory().Last().size = need;
    return memory().blocks.size() - 1;
  }

  size_t Append(uint64_t need) override {
    memory().Decide(Rule::kAppend);
    memory().Decide(Rule::kHeader);
    return memory().Append(need, units().header + need);
  }

  void MarkUsed(size_t taken) override { block(taken).free = false; }

  bool IsLast(size_t last) override { return memory().IsLast(last); }

  bool NextIsFree(size_t first) override { return !memory().IsLast(first) && block(first + 1).free; }

  void SwallowNext(size_t first) override {
    block(first).size += units().header + block(first + 1).size;
    memory().Erase(first + 1);
  }

  Address Map(uint64_t need) override {
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

  void Unmap(int map) override {
    memory().Decide(Rule::kFreeUnmap);
    memory().call.system_calls.push_back({"munmap", Address::Map(map, 0), memory().mappings[map], "", ""});
    memory().mappings.erase(map);
  }

  // Zero, too large, mapped, or on the heap: what sections 3 and 4 share.
  Address Allocate(uint64_t size, uint64_t threshold) override {
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
};

}  // namespace

std::unique_ptr<Decisions> TheContract() { return std::make_unique<Contract>(); }

}  // namespace checker
