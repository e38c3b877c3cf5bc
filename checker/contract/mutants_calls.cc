// Mutants of sections 3 to 5: what is mapped, what is zero, what os_free does.
#include "checker/contract/mutants.h"

namespace checker {
namespace {

template <uint64_t least>
class ZeroSizeGivesABlock : public Model {
  using Model::Model;
  Address Malloc(uint64_t size) override { return size == 0 ? Place(least) : Model::Malloc(size); }
  Address Calloc(uint64_t count, uint64_t size) override {
    return count == 0 || size == 0 ? Place(least) : Model::Calloc(count, size);
  }
};

class CallocOverflows : public Model {
  using Model::Model;
  Address Calloc(uint64_t count, uint64_t size) override { return Model::Calloc(1, count * size); }
};

class RoundsEachElement : public Model {
  using Model::Model;
  Address Calloc(uint64_t count, uint64_t size) override { return Model::Calloc(count, Need(size)); }
};

class ClearsTheHeaderBehind : public Model {
  using Model::Model;
  Address Calloc(uint64_t count, uint64_t size) override {
    const Address payload = Model::Calloc(count, size);
    const size_t block = BlockAt(payload);
    if (block == kNone || IsLast(block)) return payload;
    // The list ends at a block that has no size, and no next one.
    heap_.resize(block + 2);
    heap_[block + 1].size = 0;
    heap_[block + 1].free = true;
    return payload;
  }
};

class MapsWithoutCountingTheHeader : public Model {
  using Model::Model;
  Address Malloc(uint64_t size) override { return Allocate(size, units_.mmap_threshold + units_.header); }
};

class CallocMapsAsMalloc : public Model {
  using Model::Model;
  Address Calloc(uint64_t count, uint64_t size) override {
    uint64_t bytes = 0;
    return __builtin_mul_overflow(count, size, &bytes) ? Model::Calloc(count, size) : Model::Malloc(bytes);
  }
};

class MapsWholePages : public Model {
  using Model::Model;
  Address Map(uint64_t need) override {
    const uint64_t pages = (need + units_.header + units_.page - 1) / units_.page;
    return Model::Map(pages * units_.page - units_.header);
  }
};

template <int64_t error>
class MiscountsMappings : public Model {
  using Model::Model;
  Address Map(uint64_t need) override { return Model::Map(need + static_cast<uint64_t>(error)); }
};

class NeverUnmaps : public Model {
  using Model::Model;
  void Unmap(int map) override { mappings_.erase(map); }
};

template <int64_t error>
class MiscountsUnmapped : public Model {
  using Model::Model;
  void Unmap(int map) override {
    mappings_[map] += static_cast<uint64_t>(error);
    Model::Unmap(map);
  }
};

class UnmapsWholePages : public Model {
  using Model::Model;
  void Unmap(int map) override {
    mappings_[map] = (mappings_[map] + units_.page - 1) / units_.page * units_.page;
    Model::Unmap(map);
  }
};

class NeverFrees : public Model {
  using Model::Model;
  void Free(const Address& pointer) override {
    if (pointer.base == Address::Base::kMap) Model::Free(pointer);
  }
};

// Takes the freed block off the end of the heap, and the free ones before it, too.
template <bool all>
class LowersTheBreak : public Model {
  using Model::Model;
  void Free(const Address& pointer) override {
    Model::Free(pointer);
    if (heap_.size() < 2 || BlockAt(pointer) + 1 != heap_.size()) return;
    do {
      break_ = heap_.back().offset;
      heap_.pop_back();
    } while (all && heap_.size() > 1 && heap_.back().free);
    MoveBreak(break_);
  }
};

}  // namespace

std::vector<Mutant> CallMutants() {
  return {
      {Rule::kZeroSize, "gives out a block of no bytes for a size of 0", Make<ZeroSizeGivesABlock<0>>},
      {Rule::kZeroSize, "gives out a block of 8 bytes for a size of 0", Make<ZeroSizeGivesABlock<8>>},
      {Rule::kCallocOverflow, "lets count * size overflow", Make<CallocOverflows>},
      {Rule::kAlign, "rounds up each element of os_calloc, not their sum", Make<RoundsEachElement>},
      {Rule::kCallocZero, "clears more than the payload, and with it the header behind", Make<ClearsTheHeaderBehind>},
      {Rule::kMapThreshold, "maps above the threshold, not at it", WithMore<&Units::mmap_threshold, 8>},
      {Rule::kMapThreshold, "maps 8 bytes below the threshold", WithMore<&Units::mmap_threshold, -8>},
      {Rule::kMapThreshold, "compares the threshold with the payload, not the footprint",
       WithMore<&Units::mmap_threshold, 32>},
      {Rule::kMapThreshold, "compares the threshold with the payload, not the footprint",
       Make<MapsWithoutCountingTheHeader>},
      {Rule::kMapThreshold, "maps from a page on in os_malloc, too", With<&Units::mmap_threshold, 4096>},
      {Rule::kMapThreshold, "never maps", With<&Units::mmap_threshold, uint64_t{1} << 62>},
      {Rule::kCallocThreshold, "has the threshold of os_malloc in os_calloc", Make<CallocMapsAsMalloc>},
      {Rule::kCallocThreshold, "maps above a page in os_calloc, not at it", WithMore<&Units::page, 8>},
      {Rule::kCallocThreshold, "maps 8 bytes below a page in os_calloc", WithMore<&Units::page, -8>},
      {Rule::kCallocThreshold, "compares the page with the payload in os_calloc", WithMore<&Units::page, 32>},
      {Rule::kMapLength, "maps whole pages", Make<MapsWholePages>},
      {Rule::kMapLength, "maps without counting the header", Make<MiscountsMappings<-32>>},
      {Rule::kMapLength, "counts the header of a mapping twice", Make<MiscountsMappings<32>>},
      {Rule::kFreeUnmap, "never unmaps", Make<NeverUnmaps>},
      {Rule::kFreeUnmap, "unmaps without counting the header", Make<MiscountsUnmapped<-32>>},
      {Rule::kFreeUnmap, "counts the header twice when it unmaps", Make<MiscountsUnmapped<32>>},
      {Rule::kFreeUnmap, "unmaps whole pages", Make<UnmapsWholePages>},
      {Rule::kFreeKeep, "never marks a block free", Make<NeverFrees>},
      {Rule::kFreeKeep, "moves the break down in os_free", Make<LowersTheBreak<false>>},
      {Rule::kFreeKeep, "moves the break down in os_free", Make<LowersTheBreak<true>>},
  };
}

const std::vector<Mutant>& AllMutants() {
  static const std::vector<Mutant> all = [] {
    std::vector<Mutant> mutants;
    for (const auto& some : {ReallocMutants(), MoveMutants(), SearchMutants(), SplitMutants(), CallMutants()}) {
      mutants.insert(mutants.end(), some.begin(), some.end());
    }
    return mutants;
  }();
  return all;
}

}  // namespace checker
