// Mistakes of sections 1 and 2.1: units, and the first use of the heap.
#include "checker/contract/mistake.h"

namespace checker {
namespace {

template <uint64_t Units::*unit, uint64_t value>
struct With : Decisions {
  void Change(Units* units) override {
    below().Change(units);
    units->*unit = value;
  }
};

template <uint64_t Units::*unit, int64_t more>
struct WithMore : Decisions {
  void Change(Units* units) override {
    below().Change(units);
    units->*unit += static_cast<uint64_t>(more);
  }
};

template <uint64_t multiple>
struct RoundsTo : Decisions {
  uint64_t Need(uint64_t size) override { return (size + multiple - 1) / multiple * multiple; }
};

struct RoundsUpWhatIsRound : Decisions {
  uint64_t Need(uint64_t size) override { return (size / 8 + 1) * 8; }
};

struct RoundsDown : Decisions {
  uint64_t Need(uint64_t size) override { return size < 8 ? 8 : size / 8 * 8; }
};

// The header says how much was asked for, though the block is laid out with the rounded size; that of a mapping, too.
template <bool mapped_too>
struct KeepsTheSizeAskedFor : Decisions {
  Address Allocate(uint64_t size, uint64_t threshold) override {
    const Address payload = below().Allocate(size, threshold);
    Note(payload, size);
    return payload;
  }
  Address Resize(size_t resized, uint64_t size) override {
    const Address payload = below().Resize(resized, size);
    Note(payload, size);
    return payload;
  }
  void Note(const Address& payload, uint64_t size) {
    if (mapped_too && memory().IsLiveMapping(payload)) memory().mappings[payload.map] = size + units().header;
    const size_t made = memory().BlockAt(payload);
    if (made != kNone && block(made).size == top().Need(size)) block(made).size = size;
  }
};

struct NeverPreallocates : Decisions {
  size_t Take(uint64_t need) override {
    if (!memory().blocks.empty()) return below().Take(need);
    const size_t made = top().Append(need);
    top().MarkUsed(made);
    return made;
  }
};

struct PreallocatesTwice : Decisions {
  void Preallocate() override {
    below().Preallocate();
    block(0).size += units().chunk;
    memory().MoveBreak(2 * units().chunk);
  }
};

struct PreallocatesForMappingsToo : Decisions {
  Address Map(uint64_t need) override {
    if (memory().blocks.empty()) top().Preallocate();
    return below().Map(need);
  }
};

// The list is not empty where a mapping stands in it, or ever stood.
template <bool ever>
struct PreallocatesOnlyAtFirst : Decisions {
  size_t Take(uint64_t need) override {
    if (!memory().blocks.empty() || (ever ? memory().last_mapping == 0 : memory().mappings.empty()))
      return below().Take(need);
    const size_t made = top().Append(need);
    top().MarkUsed(made);
    return made;
  }
};

// For its header, no bytes or twice as many are taken off the chunk.
template <bool twice>
struct MiscountsTheChunksHeader : Decisions {
  void Preallocate() override {
    below().Preallocate();
    block(0).size += twice ? 0 - units().header : units().header;
  }
};

// The first block is cut to what is needed, and what the break was moved by beyond it is never used.
struct LosesTheRestOfTheChunk : Decisions {
  size_t Take(uint64_t need) override {
    const bool first = memory().blocks.empty();
    const size_t taken = below().Take(need);
    if (first && memory().blocks.size() == 2) memory().Erase(1);
    return taken;
  }
};

struct AppendsChunks : Decisions {
  size_t Append(uint64_t need) override {
    const size_t made = memory().Append(units().chunk - units().header, units().chunk);
    top().Split(made, need);
    return made;
  }
};

}  // namespace

std::vector<Mistake> UnitMistakes() {
  return {
      {Rule::kAlign, "does not round sizes up to a multiple of 8", Make<RoundsTo<1>>},
      {Rule::kAlign, "rounds sizes up to a multiple of 4", Make<RoundsTo<4>>},
      {Rule::kAlign, "rounds sizes up to a multiple of 16", Make<RoundsTo<16>>},
      {Rule::kAlign, "rounds sizes up to a multiple of 16", Make<With<&Units::alignment, 16>>},
      {Rule::kAlign, "adds 8 to sizes that are round already", Make<RoundsUpWhatIsRound>},
      {Rule::kAlign, "rounds sizes down to a multiple of 8", Make<RoundsDown>},
      {Rule::kAlign, "keeps the size asked for in the header, not the rounded one", Make<KeepsTheSizeAskedFor<true>>},
      {Rule::kAlign, "keeps the size asked for in the header, not the rounded one", Make<KeepsTheSizeAskedFor<false>>},
      {Rule::kHeader, "has headers of 24 bytes", Make<With<&Units::header, 24>>},
      {Rule::kHeader, "has headers of 40 bytes", Make<With<&Units::header, 40>>},
      {Rule::kHeader, "has headers of 16 bytes", Make<With<&Units::header, 16>>},
      {Rule::kHeader, "has headers of 48 bytes", Make<With<&Units::header, 48>>},
      {Rule::kPreallocate, "never preallocates", Make<NeverPreallocates>},
      {Rule::kPreallocate, "preallocates twice", Make<PreallocatesTwice>},
      {Rule::kPreallocate, "preallocates twice as much", Make<WithMore<&Units::chunk, 128 * 1024>>},
      {Rule::kPreallocate, "preallocates a header too much", Make<WithMore<&Units::chunk, 32>>},
      {Rule::kPreallocate, "preallocates a header too little", Make<WithMore<&Units::chunk, -32>>},
      {Rule::kPreallocate, "preallocates 128000 bytes, not 131072", Make<With<&Units::chunk, 128000>>},
      {Rule::kPreallocate, "preallocates a page only", Make<With<&Units::chunk, 4096>>},
      {Rule::kPreallocate, "loses what is left of the preallocated block", Make<LosesTheRestOfTheChunk>},
      {Rule::kPreallocate, "counts the header of the preallocated block as payload",
       Make<MiscountsTheChunksHeader<false>>},
      {Rule::kPreallocate, "counts the header of the preallocated block twice", Make<MiscountsTheChunksHeader<true>>},
      {Rule::kPreallocate, "preallocates before a mapping, too", Make<PreallocatesForMappingsToo>},
      {Rule::kPreallocate, "does not preallocate where a mapping came first", Make<PreallocatesOnlyAtFirst<false>>},
      {Rule::kPreallocate, "does not preallocate where a mapping came first", Make<PreallocatesOnlyAtFirst<true>>},
      {Rule::kAppend, "reserves another chunk when the heap is full", Make<AppendsChunks>},
      {Rule::kMapThreshold, "maps above the threshold, not at it", Make<WithMore<&Units::mmap_threshold, 8>>},
      {Rule::kMapThreshold, "maps 8 bytes below the threshold", Make<WithMore<&Units::mmap_threshold, -8>>},
      {Rule::kMapThreshold, "compares the threshold with the payload, not the footprint",
       Make<WithMore<&Units::mmap_threshold, 32>>},
      {Rule::kMapThreshold, "maps from a page on in os_malloc, too", Make<With<&Units::mmap_threshold, 4096>>},
      {Rule::kMapThreshold, "never maps", Make<With<&Units::mmap_threshold, uint64_t{1} << 62>>},
      {Rule::kCallocThreshold, "maps above a page in os_calloc, not at it", Make<WithMore<&Units::page, 8>>},
      {Rule::kCallocThreshold, "maps 8 bytes below a page in os_calloc", Make<WithMore<&Units::page, -8>>},
      {Rule::kCallocThreshold, "compares the page with the payload in os_calloc", Make<WithMore<&Units::page, 32>>},
  };
}

}  // namespace checker
