// Mistakes of sections 3 to 5: what is refused, mapped, zero; what os_free does.
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

struct ClearsTheHeaderBehind : Decisions {
  Address Calloc(uint64_t count, uint64_t size) override {
    const Address payload = below().Calloc(count, size);
    const size_t made = memory().BlockAt(payload);
    if (made == kNone || memory().IsLast(made)) return payload;
    // The list ends at a block that has no size, and no next one.
    memory().blocks.resize(made + 2);
    block(made + 1).size = 0;
    block(made + 1).free = true;
    return payload;
  }
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

struct NeverFrees : Decisions {
  void FreeBlock(size_t) override {}
};

// Where libraries and mappings lie is all that a program in the jail may unmap.
template <bool whole>
struct UnmapsTheHeap : Decisions {
  void FreeBlock(size_t freed) override {
    const uint64_t length = block(freed).size + (whole ? units().header : 0);
    memory().call.system_calls.push_back({"munmap", Address::Heap(block(freed).offset), length, "", "EPERM"});
    below().FreeBlock(freed);
  }
};

// Takes the freed block off the end of the heap, and the free ones before it, too.
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
      {Rule::kFreeKeep, "never marks a block free", Make<NeverFrees>},
      {Rule::kFreeKeep, "unmaps memory of the heap in os_free", Make<UnmapsTheHeap<true>>},
      {Rule::kFreeKeep, "unmaps memory of the heap in os_free", Make<UnmapsTheHeap<false>>},
      {Rule::kFreeKeep, "moves the break down in os_free", Make<LowersTheBreak<false>>},
      {Rule::kFreeKeep, "moves the break down in os_free", Make<LowersTheBreak<true>>},
  };
}

}  // namespace checker
