#include "checker/contract/model.h"

#include <algorithm>
#include <limits>

namespace checker {
namespace {

constexpr uint64_t kLargestRequest = std::numeric_limits<ptrdiff_t>::max();
constexpr uint64_t kAddressSpace = uint64_t{1} << 47;  // no process can map more

}  // namespace

Model::Model(const Units& units) : units_(units) {}

Call Model::Step(const Call& request) {
  decided_.clear();
  call_ = Call();
  call_.function = request.function;
  call_.pointer = request.pointer;
  call_.count = request.count;
  call_.size = request.size;
  switch (request.function) {
    case Function::kMalloc:
      call_.result = Malloc(request.size);
      break;
    case Function::kCalloc:
      call_.result = Calloc(request.count, request.size);
      break;
    case Function::kRealloc:
      call_.result = Realloc(request.pointer, request.size);
      break;
    case Function::kFree:
      Free(request.pointer);
      break;
  }
  return call_;
}

// Section 3.
Address Model::Malloc(uint64_t size) { return Allocate(size, units_.mmap_threshold); }

// Section 4.
Address Model::Calloc(uint64_t count, uint64_t size) {
  uint64_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) {
    Decide(Rule::kCallocOverflow);
    return Address::Null();
  }
  Address payload = Allocate(bytes, std::min(units_.page, units_.mmap_threshold));
  if (payload.base == Address::Base::kHeap) Decide(Rule::kCallocZero);
  if (payload.base == Address::Base::kMap && Footprint(bytes) < units_.mmap_threshold) Decide(Rule::kCallocThreshold);
  return payload;
}

// Section 5.
void Model::Free(const Address& pointer) {
  if (pointer == Address::Null()) return;
  if (IsLiveMapping(pointer)) return Unmap(pointer.map);
  const size_t block = BlockAt(pointer);
  if (block == kNone || heap_[block].free) return Stop();
  Decide(Rule::kFreeKeep);
  heap_[block].free = true;
}

// Section 6, rules 1 to 4.
Address Model::Realloc(const Address& pointer, uint64_t size) {
  if (pointer == Address::Null()) {
    Decide(Rule::kReallocNull);
    return Malloc(size);
  }
  if (size == 0) {
    Decide(Rule::kReallocZero);
    Free(pointer);
    return Address::Null();
  }
  const size_t block = BlockAt(pointer);
  if (block == kNone && !IsLiveMapping(pointer)) {
    Stop();
    return Address::Null();
  }
  if (block != kNone && heap_[block].free) {
    Decide(Rule::kReallocFreed);
    return Address::Null();
  }
  if (size > kLargestRequest) {
    Decide(Rule::kTooLarge);
    return Address::Null();
  }
  if (block == kNone || Footprint(size) >= units_.mmap_threshold) return Move(pointer, size);
  return ResizeOnHeap(block, size);
}

// Section 6, rules 5 to 8.
Address Model::ResizeOnHeap(size_t block, uint64_t size) {
  const Address payload = PayloadOf(block);
  const uint64_t need = Need(size);
  if (need <= heap_[block].size) {
    Decide(Rule::kReallocShrink);
    Split(block, need);
    return payload;
  }
  if (IsLast(block)) {
    GrowLast(block, need);
    return payload;
  }
  Absorb(block, need);
  if (heap_[block].size < need) return Move(payload, size);
  Split(block, need);
  return payload;
}

void Model::GrowLast(size_t block, uint64_t need) {
  Decide(Rule::kReallocGrowLast);
  MoveBreak(break_ + need - heap_[block].size);
  heap_[block].size = need;
}

void Model::Absorb(size_t block, uint64_t need) {
  if (NextIsFree(block)) Decide(Rule::kReallocAbsorb);
  while (heap_[block].size < need && NextIsFree(block)) SwallowNext(block);
  if (NextIsFree(block)) Decide(Rule::kReallocAbsorbStop);
}

Address Model::Move(const Address& pointer, uint64_t size) {
  Decide(Rule::kReallocMove);
  const Address target = Malloc(size);
  if (target == Address::Null()) return target;
  Decide(Rule::kReallocCopy);
  if (!call_.system_calls.empty() && pointer.base == Address::Base::kMap) Decide(Rule::kOrder);
  Free(pointer);
  return target;
}

// Section 2.
Address Model::Place(uint64_t need) {
  if (heap_.empty()) Preallocate();
  Coalesce();
  size_t block = BestFit(need);
  if (block != kNone) {
    Split(block, need);
  } else if (heap_.back().free) {
    block = Expand(need);
  } else {
    block = Append(need);
  }
  heap_[block].free = false;
  return PayloadOf(block);
}

void Model::Preallocate() {
  Decide(Rule::kPreallocate);
  heap_.push_back({0, units_.chunk - units_.header, true});
  MoveBreak(units_.chunk);
}

void Model::Coalesce() {
  bool merged = false;
  for (size_t block = 0; block < heap_.size(); ++block) {
    while (heap_[block].free && NextIsFree(block)) {
      SwallowNext(block);
      merged = true;
    }
  }
  if (merged) Decide(Rule::kCoalesce);
}

size_t Model::BestFit(uint64_t need) {
  size_t best = kNone;
  bool tie = false;
  for (size_t block = 0; block < heap_.size(); ++block) {
    if (!heap_[block].free || heap_[block].size < need) continue;
    if (best == kNone || heap_[block].size < heap_[best].size) {
      best = block;
      tie = false;
    } else if (heap_[block].size == heap_[best].size) {
      tie = true;
    }
  }
  if (best != kNone) Decide(Rule::kBestFit);
  if (tie) Decide(Rule::kTie);
  return best;
}

void Model::Split(size_t block, uint64_t need) {
  const uint64_t rest = heap_[block].size - need;
  if (rest == 0) return;
  if (rest < units_.header + units_.alignment) return Decide(Rule::kNoSplit);
  Decide(Rule::kSplit);
  Decide(Rule::kHeader);
  const uint64_t rest_offset = heap_[block].offset + units_.header + need;
  heap_[block].size = need;
  heap_.insert(heap_.begin() + static_cast<ptrdiff_t>(block) + 1, {rest_offset, rest - units_.header, true});
}

size_t Model::Expand(uint64_t need) {
  Decide(Rule::kExpand);
  MoveBreak(break_ + need - heap_.back().size);
  heap_.back().size = need;
  return heap_.size() - 1;
}

size_t Model::Append(uint64_t need) {
  Decide(Rule::kAppend);
  Decide(Rule::kHeader);
  heap_.push_back({break_, need, true});
  MoveBreak(break_ + units_.header + need);
  return heap_.size() - 1;
}

Address Model::Map(uint64_t need) {
  const uint64_t length = need + units_.header;
  Decide(Rule::kMapLength);
  Decide(Rule::kMapFlags);
  Decide(Rule::kHeader);
  if (length > kAddressSpace) {
    call_.system_calls.push_back({"mmap", Address::Null(), length, "", "ENOMEM"});
    return Address::Null();
  }
  const int map = ++last_mapping_;
  mappings_[map] = length;
  call_.system_calls.push_back({"mmap", Address::Map(map, 0), length, "", ""});
  return Address::Map(map, units_.header);
}

void Model::Unmap(int map) {
  Decide(Rule::kFreeUnmap);
  call_.system_calls.push_back({"munmap", Address::Map(map, 0), mappings_[map], "", ""});
  mappings_.erase(map);
}

// Zero, too large, mapped, or on the heap: what sections 3 and 4 share.
Address Model::Allocate(uint64_t size, uint64_t threshold) {
  if (size == 0) {
    Decide(Rule::kZeroSize);
    return Address::Null();
  }
  if (size > kLargestRequest) {
    Decide(Rule::kTooLarge);
    return Address::Null();
  }
  if (size % units_.alignment != 0) Decide(Rule::kAlign);
  if (Footprint(size) < threshold) return Place(Need(size));
  if (Footprint(size) >= units_.mmap_threshold) Decide(Rule::kMapThreshold);
  return Map(Need(size));
}

uint64_t Model::Need(uint64_t size) const {
  return (size + units_.alignment - 1) / units_.alignment * units_.alignment;
}

void Model::SwallowNext(size_t block) {
  heap_[block].size += units_.header + heap_[block + 1].size;
  heap_.erase(heap_.begin() + static_cast<ptrdiff_t>(block) + 1);
}

void Model::MoveBreak(uint64_t end) {
  break_ = end;
  call_.system_calls.push_back({"brk", Address::Heap(end), 0, "", ""});
}

size_t Model::BlockAt(const Address& payload) const {
  for (size_t block = 0; block < heap_.size(); ++block) {
    if (PayloadOf(block) == payload) return block;
  }
  return kNone;
}

bool Model::IsLiveMapping(const Address& payload) const {
  return payload.base == Address::Base::kMap && payload.offset == units_.header && mappings_.count(payload.map) > 0;
}

}  // namespace checker
