// Mistakes of sections 3 to 5: what is refused, mapped, zero; what os_free does.
#include <algorithm>
#include <set>

#include "checker/contract/mistake.h"

namespace checker {
namespace {

template <uint64_t least>
struct ZeroSizeGivesABlock : Decisions {
  Address Malloc(uint64_t size) override { return size == 0 ? Smallest() : below().Malloc(size); }
  Address Calloc(uint64_t count, uint64_t size) override {
    return count == 0 || size == 0 ? Smallest() : below().Calloc(count, size);
  }
  Address Smallest() { return memory().PayloadOf(top().Take(least)); }
};

struct CallocOverflows : Decisions {
  Address Calloc(uint64_t count, uint64_t size) override { return below().Calloc(1, count * size); }
};

// Sizes wrap around when they are rounded up, or are given to mmap and sbrk.
struct TakesAnySize : Decisions {
  bool IsTooLarge(uint64_t) override { return false; }
};

struct RoundsEachElement : Decisions {
  Address Calloc(uint64_t count, uint64_t size) override { return below().Calloc(count, top().Need(size)); }
};

struct ClearsNothing : Decisions {
  void Clear(const Address& payload, uint64_t bytes) override {
    if (!memory().IsZero(payload.offset, payload.offset + bytes)) memory().spoiled.push_back(Rule::kCallocZero);
  }
};

// Of `count` elements, the first.
struct ClearsOneElement : Decisions {
  void Clear(const Address& payload, uint64_t bytes) override {
    const uint64_t cleared = payload.offset + memory().call.size;
    if (!memory().IsZero(cleared, payload.offset + bytes)) memory().spoiled.push_back(Rule::kCallocZero);
  }
};

// A header's size more is cleared: of the header behind, which has size, status and next one, as much as that reaches.
// Without a next one it ends the list: what follows is searched no more, though the last block is still known.
struct ClearsTheHeaderBehind : Decisions {
  Address Calloc(uint64_t count, uint64_t size) override {
    const Address payload = below().Calloc(count, size);
    const size_t made = memory().BlockAt(payload);
    if (made == kNone || !memory().call.returned) return payload;
    const uint64_t cleared = payload.offset + count * size + units().header;
    const uint64_t page_end = (memory().break_at + units().page - 1) / units().page * units().page;
    if (cleared > page_end) memory().Stop();
    if (!memory().IsLast(made)) ClearHeader(made + 1, cleared);
    return payload;
  }
  // What is marked free may have been joined to another meanwhile.
  void Free(const Address& pointer) override {
    const bool is_gone = cleared_.erase(pointer.offset) > 0 && memory().BlockAt(pointer) == kNone;
    if (!is_gone) below().Free(pointer);
  }
  bool Fits(size_t candidate, uint64_t need) override { return IsListed(candidate) && below().Fits(candidate, need); }
  bool NextIsFree(size_t first) override { return block(first).offset != end_ && below().NextIsFree(first); }
  void Coalesce() override {
    if (end_ == kNowhere) return below().Coalesce();
    for (size_t first = 0; first < memory().blocks.size() && IsListed(first); ++first) {
      while (block(first).free && top().NextIsFree(first)) top().SwallowNext(first);
    }
  }
  size_t Expand(uint64_t need) override {
    return IsListed(memory().blocks.size() - 1) ? below().Expand(need) : top().Append(need);
  }

 private:
  static constexpr uint64_t kNowhere = UINT64_MAX, kSize = 8, kStatus = 8, kNext = 16, kEnd = 22;  // bytes of a header

  void ClearHeader(size_t behind, uint64_t cleared) {
    const uint64_t header = block(behind).offset, reach = cleared > header ? cleared - header : 0;
    if (reach == 0) return;
    block(behind).size = reach >= kSize ? 0 : block(behind).size >> (8 * reach) << (8 * reach);
    if (reach > kStatus && !block(behind).free) cleared_.insert(header + units().header);
    if (reach > kStatus) block(behind).free = true;
    if (reach >= kEnd && !memory().IsLast(behind)) end_ = std::min(end_, header);
    if (reach > kNext && reach < kEnd) memory().Corrupt();
  }
  bool IsListed(size_t index) const { return block(index).offset <= end_; }

  uint64_t end_ = kNowhere;     // where the last block lies that the list has
  std::set<uint64_t> cleared_;  // payloads of blocks in use that are marked free
};

struct ComparesThePayload : Decisions {
  Address Allocate(uint64_t size, uint64_t threshold) override {
    return below().Allocate(size, threshold + units().header);
  }
};

struct ComparesThePayloadInMalloc : Decisions {
  uint64_t MallocThreshold() override { return below().MallocThreshold() + units().header; }
};

struct CallocMapsAsMalloc : Decisions {
  uint64_t CallocThreshold() override { return top().MallocThreshold(); }
};

// From the first os_calloc on, os_malloc has its threshold.
struct CallocsThresholdStays : Decisions {
  Address Calloc(uint64_t count, uint64_t size) override {
    const Address payload = below().Calloc(count, size);
    stays_ = true;
    return payload;
  }
  uint64_t MallocThreshold() override { return stays_ ? units().page : below().MallocThreshold(); }

  bool stays_ = false;
};

struct CallocAlwaysMaps : Decisions {
  uint64_t CallocThreshold() override { return 0; }
};

// What is mapped is noted in the header, so that it is unmapped, too; or it is not.
template <bool noted>
struct MapsAnotherLength : Decisions {
  virtual uint64_t Length(uint64_t footprint) const = 0;
  Address Map(uint64_t need) override {
    const uint64_t footprint = need + units().header;
    const Address payload = below().Map(Length(footprint) - units().header);
    if (!noted && payload != Address::Null()) memory().mappings[payload.map] = footprint;
    return payload;
  }
};

template <bool noted>
struct MapsWholePages : MapsAnotherLength<noted> {
  uint64_t Length(uint64_t footprint) const override {
    const uint64_t page = this->units().page;
    return (footprint + page - 1) / page * page;
  }
};

template <int64_t error, bool noted>
struct MiscountsMappings : MapsAnotherLength<noted> {
  uint64_t Length(uint64_t footprint) const override { return footprint + static_cast<uint64_t>(error); }
};

struct NeverUnmaps : Decisions {
  void Unmap(int map) override { memory().mappings.erase(map); }
};

template <int64_t error>
struct MiscountsUnmapped : Decisions {
  void Unmap(int map) override {
    memory().mappings[map] += static_cast<uint64_t>(error);
    below().Unmap(map);
  }
};

struct UnmapsWholePages : Decisions {
  void Unmap(int map) override {
    memory().mappings[map] = (memory().mappings[map] + units().page - 1) / units().page * units().page;
    below().Unmap(map);
  }
};

// What is small counts as a block of the heap, and what is large as a mapping.
struct TellsMappingsBySize : Decisions {
  void Unmap(int map) override {
    if (memory().mappings[map] >= top().MallocThreshold()) return below().Unmap(map);
    memory().mappings.erase(map);
  }
  void FreeBlock(size_t freed) override {
    const uint64_t length = block(freed).size + units().header;
    if (length < top().MallocThreshold()) return below().FreeBlock(freed);
    memory().call.system_calls.push_back({"munmap", Address::Heap(block(freed).offset), length, "", "EPERM"});
  }
};

struct NeverFrees : Decisions {
  void FreeBlock(size_t) override {}
};

// Where libraries and mappings lie is all that a program in the jail may unmap.
template <bool whole, uint64_t least>
struct UnmapsTheHeap : Decisions {
  void FreeBlock(size_t freed) override {
    const uint64_t length = block(freed).size + (whole ? units().header : 0);
    if (length < least) return below().FreeBlock(freed);
    memory().call.system_calls.push_back({"munmap", Address::Heap(block(freed).offset), length, "", "EPERM"});
    below().FreeBlock(freed);
  }
};

// Takes the freed block off the end of the heap, and the free ones before it, too. Its header still says that it is
// free, as long as its page is there.
template <bool all>
struct LowersTheBreak : Decisions {
  void FreeBlock(size_t freed) override {
    below().FreeBlock(freed);
    if (memory().blocks.size() < 2 || !memory().IsLast(freed)) return;
    uint64_t end = memory().break_at;
    do {
      end = memory().blocks.back().offset;
      memory().blocks.pop_back();
    } while (all && memory().blocks.size() > 1 && memory().blocks.back().free);
    memory().MoveBreak(end);
  }
  Address Realloc(const Address& pointer, uint64_t size) override {
    const bool gone = pointer.base == Address::Base::kHeap && pointer.offset > memory().break_at;
    if (!gone || size == 0) return below().Realloc(pointer, size);
    const uint64_t page_end = (memory().break_at + units().page - 1) / units().page * units().page;
    if (pointer.offset > page_end) memory().Stop();
    return Address::Null();
  }
};

}  // namespace

std::vector<Mistake> CallMistakes() {
  return {
      {Rule::kZeroSize, "gives out a block of no bytes for a size of 0", Make<ZeroSizeGivesABlock<0>>},
      {Rule::kZeroSize, "gives out a block of 8 bytes for a size of 0", Make<ZeroSizeGivesABlock<8>>},
      {Rule::kTooLarge, "does not refuse sizes above PTRDIFF_MAX", Make<TakesAnySize>},
      {Rule::kCallocOverflow, "lets count * size overflow", Make<CallocOverflows>},
      {Rule::kAlign, "rounds up each element of os_calloc, not their sum", Make<RoundsEachElement>},
      {Rule::kCallocZero, "does not clear what os_calloc gives out", Make<ClearsNothing>},
      {Rule::kCallocZero, "clears one element only in os_calloc", Make<ClearsOneElement>},
      {Rule::kCallocZero, "clears more than the payload, and with it the header behind", Make<ClearsTheHeaderBehind>},
      {Rule::kMapThreshold, "compares the threshold with the payload, not the footprint, in os_malloc",
       Make<ComparesThePayloadInMalloc>},
      {Rule::kMapThreshold, "compares the thresholds with the payload, not the footprint", Make<ComparesThePayload>},
      {Rule::kMapThreshold, "keeps the threshold of os_calloc for the os_malloc calls that follow",
       Make<CallocsThresholdStays>},
      {Rule::kCallocThreshold, "has the threshold of os_malloc in os_calloc", Make<CallocMapsAsMalloc>},
      {Rule::kCallocThreshold, "maps whatever os_calloc is asked for", Make<CallocAlwaysMaps>},
      {Rule::kMapLength, "maps whole pages", Make<MapsWholePages<true>>},
      {Rule::kMapLength, "maps whole pages", Make<MapsWholePages<false>>},
      {Rule::kMapLength, "maps without counting the header", Make<MiscountsMappings<-32, true>>},
      {Rule::kMapLength, "maps without counting the header", Make<MiscountsMappings<-32, false>>},
      {Rule::kMapLength, "counts the header of a mapping twice", Make<MiscountsMappings<32, true>>},
      {Rule::kMapLength, "counts the header of a mapping twice", Make<MiscountsMappings<32, false>>},
      {Rule::kFreeUnmap, "never unmaps", Make<NeverUnmaps>},
      {Rule::kFreeUnmap, "unmaps without counting the header", Make<MiscountsUnmapped<-32>>},
      {Rule::kFreeUnmap, "counts the header twice when it unmaps", Make<MiscountsUnmapped<32>>},
      {Rule::kFreeUnmap, "unmaps whole pages", Make<UnmapsWholePages>},
      {Rule::kFreeUnmap, "tells from its size whether a block is mapped", Make<TellsMappingsBySize>},
      {Rule::kFreeKeep, "never marks a block free", Make<NeverFrees>},
      {Rule::kFreeKeep, "unmaps memory of the heap in os_free", Make<UnmapsTheHeap<true, 0>>},
      {Rule::kFreeKeep, "unmaps memory of the heap in os_free", Make<UnmapsTheHeap<false, 0>>},
      {Rule::kFreeKeep, "unmaps memory of the heap in os_free", Make<UnmapsTheHeap<true, 4096>>},
      {Rule::kFreeKeep, "moves the break down in os_free", Make<LowersTheBreak<false>>},
      {Rule::kFreeKeep, "moves the break down in os_free", Make<LowersTheBreak<true>>},
  };
}

}  // namespace checker
