// Mutants of sections 1 and 2, up to the search: units, preallocation, coalescing, best fit.
#include <algorithm>

#include "checker/contract/mutants.h"

namespace checker {
namespace {

template <uint64_t multiple>
class RoundsTo : public Model {
  using Model::Model;
  uint64_t Need(uint64_t size) const override { return (size + multiple - 1) / multiple * multiple; }
};

class RoundsUpWhatIsRound : public Model {
  using Model::Model;
  uint64_t Need(uint64_t size) const override { return (size / 8 + 1) * 8; }
};

class NeverPreallocates : public Model {
  using Model::Model;
  Address Place(uint64_t need) override {
    if (!heap_.empty()) return Model::Place(need);
    const size_t block = Append(need);
    heap_[block].free = false;
    return PayloadOf(block);
  }
};

class PreallocatesTwice : public Model {
  using Model::Model;
  void Preallocate() override {
    Model::Preallocate();
    heap_[0].size += units_.chunk;
    MoveBreak(2 * units_.chunk);
  }
};

class PreallocatesForMappingsToo : public Model {
  using Model::Model;
  Address Map(uint64_t need) override {
    if (heap_.empty()) Preallocate();
    return Model::Map(need);
  }
};

class TakesNoHeaderOffTheChunk : public Model {
  using Model::Model;
  void Preallocate() override {
    heap_.push_back({0, units_.chunk, true});
    MoveBreak(units_.chunk);
  }
};

class AppendsChunks : public Model {
  using Model::Model;
  size_t Append(uint64_t need) override {
    const size_t block = heap_.size();
    heap_.push_back({break_, units_.chunk - units_.header, true});
    MoveBreak(break_ + units_.chunk);
    Split(block, need);
    return block;
  }
};

class NeverCoalesces : public Model {
  using Model::Model;
  void Coalesce() override {}
};

class CoalescesPairs : public Model {
  using Model::Model;
  void Coalesce() override {
    for (size_t block = 0; block < heap_.size(); ++block) {
      if (heap_[block].free && NextIsFree(block)) SwallowNext(block);
    }
  }
};

class ForgetsTheHeaderOfTheJoined : public Model {
  using Model::Model;
  void SwallowNext(size_t block) override {
    Model::SwallowNext(block);
    heap_[block].size -= units_.header;
  }
};

class CoalescesWhenNothingFits : public Model {
  using Model::Model;
  void Coalesce() override {}
  size_t BestFit(uint64_t need) override {
    const size_t best = Model::BestFit(need);
    if (best != kNone) return best;
    Model::Coalesce();
    return Model::BestFit(need);
  }
};

class CoalescesInFree : public Model {
  using Model::Model;
  // A header that was swallowed still says that its block is free.
  Address Realloc(const Address& pointer, uint64_t size) override {
    const bool swallowed = pointer.base == Address::Base::kHeap && BlockAt(pointer) == kNone;
    return swallowed && size > 0 ? Address::Null() : Model::Realloc(pointer, size);
  }
};

template <bool forward, bool backward, bool also_before_search>
class CoalescesAtFree : public CoalescesInFree {
  using CoalescesInFree::CoalescesInFree;
  void Coalesce() override {
    if (also_before_search) Model::Coalesce();
  }
  void Free(const Address& pointer) override {
    Model::Free(pointer);
    const size_t block = BlockAt(pointer);
    if (block == kNone || !heap_[block].free) return;
    while (forward && NextIsFree(block)) SwallowNext(block);
    if (backward && block > 0 && heap_[block - 1].free) SwallowNext(block - 1);
  }
};

class CoalescesAllAtFree : public CoalescesInFree {
  using CoalescesInFree::CoalescesInFree;
  void Free(const Address& pointer) override {
    Model::Free(pointer);
    if (pointer.base == Address::Base::kHeap) Coalesce();
  }
};

class LosesFreeNeighbour : public Model {
  using Model::Model;
  void Free(const Address& pointer) override {
    Model::Free(pointer);
    const size_t block = BlockAt(pointer);
    if (block == kNone || !NextIsFree(block)) return;
    heap_.erase(heap_.begin() + static_cast<ptrdiff_t>(block) + 1);
  }
};

class FirstFit : public Model {
  using Model::Model;
  size_t BestFit(uint64_t need) override {
    for (size_t block = 0; block < heap_.size(); ++block) {
      if (heap_[block].free && heap_[block].size >= need) return block;
    }
    return kNone;
  }
};

// The free block that fits and is preferred to all before it.
template <typename IsBetter>
size_t BestBy(const std::vector<Block>& heap, uint64_t need, IsBetter is_better) {
  size_t best = static_cast<size_t>(-1);
  for (size_t block = 0; block < heap.size(); ++block) {
    if (!heap[block].free || heap[block].size < need) continue;
    if (best == static_cast<size_t>(-1) || is_better(heap[block], heap[best])) best = block;
  }
  return best;
}

class LastFit : public Model {
  using Model::Model;
  size_t BestFit(uint64_t need) override {
    return BestBy(heap_, need, [](const Block&, const Block&) { return true; });
  }
};

class WorstFit : public Model {
  using Model::Model;
  size_t BestFit(uint64_t need) override {
    return BestBy(heap_, need, [](const Block& a, const Block& b) { return a.size > b.size; });
  }
};

class LastOfEquals : public Model {
  using Model::Model;
  size_t BestFit(uint64_t need) override {
    return BestBy(heap_, need, [](const Block& a, const Block& b) { return a.size <= b.size; });
  }
};

template <uint64_t spare>
class WantsSpareBytes : public Model {
  using Model::Model;
  size_t BestFit(uint64_t need) override { return Model::BestFit(need + spare); }
  // sbrk(0) makes no system call.
  size_t Expand(uint64_t need) override { return heap_.back().size == need ? heap_.size() - 1 : Model::Expand(need); }
};

// What was found, or expanded, stays free after it was given out.
template <bool found, bool expanded>
class LeavesItFree : public Model {
  using Model::Model;
  Address Place(uint64_t need) override {
    leaves_ = false;
    const Address payload = Model::Place(need);
    if (leaves_) heap_[BlockAt(payload)].free = true;
    return payload;
  }
  size_t BestFit(uint64_t need) override {
    const size_t block = Model::BestFit(need);
    leaves_ = found && block != kNone;
    return block;
  }
  size_t Expand(uint64_t need) override {
    leaves_ = expanded;
    return Model::Expand(need);
  }

  bool leaves_ = false;
};

}  // namespace

std::vector<Mutant> SearchMutants() {
  return {
      {Rule::kAlign, "does not round sizes up to a multiple of 8", Make<RoundsTo<1>>},
      {Rule::kAlign, "rounds sizes up to a multiple of 4", Make<RoundsTo<4>>},
      {Rule::kAlign, "rounds sizes up to a multiple of 16", Make<RoundsTo<16>>},
      {Rule::kAlign, "rounds sizes up to a multiple of 16", With<&Units::alignment, 16>},
      {Rule::kAlign, "adds 8 to sizes that are round already", Make<RoundsUpWhatIsRound>},
      {Rule::kHeader, "has headers of 24 bytes", With<&Units::header, 24>},
      {Rule::kHeader, "has headers of 40 bytes", With<&Units::header, 40>},
      {Rule::kHeader, "has headers of 16 bytes", With<&Units::header, 16>},
      {Rule::kHeader, "has headers of 48 bytes", With<&Units::header, 48>},
      {Rule::kPreallocate, "never preallocates", Make<NeverPreallocates>},
      {Rule::kPreallocate, "preallocates twice", Make<PreallocatesTwice>},
      {Rule::kPreallocate, "preallocates twice as much", WithMore<&Units::chunk, 128 * 1024>},
      {Rule::kPreallocate, "preallocates a header too much", WithMore<&Units::chunk, 32>},
      {Rule::kPreallocate, "counts the header of the preallocated block as payload", Make<TakesNoHeaderOffTheChunk>},
      {Rule::kPreallocate, "preallocates before a mapping, too", Make<PreallocatesForMappingsToo>},
      {Rule::kPreallocate, "reserves another chunk when the heap is full", Make<AppendsChunks>},
      {Rule::kCoalesce, "never joins free blocks", Make<NeverCoalesces>},
      {Rule::kCoalesce, "joins free blocks in pairs only", Make<CoalescesPairs>},
      {Rule::kCoalesce, "forgets the header of a block that it joins to another", Make<ForgetsTheHeaderOfTheJoined>},
      {Rule::kCoalesce, "joins free blocks only when nothing else fits", Make<CoalescesWhenNothingFits>},
      {Rule::kCoalesce, "joins a freed block with the one behind it only", Make<CoalescesAtFree<true, false, false>>},
      {Rule::kCoalesce, "joins a freed block with the one before it only", Make<CoalescesAtFree<false, true, false>>},
      {Rule::kFreeKeep, "joins free blocks in os_free already", Make<CoalescesAtFree<true, true, true>>},
      {Rule::kFreeKeep, "joins free blocks in os_free, and only there", Make<CoalescesAtFree<true, true, false>>},
      {Rule::kFreeKeep, "joins all free blocks in os_free already", Make<CoalescesAllAtFree>},
      {Rule::kFreeKeep, "joins a freed block with the one behind it already", Make<CoalescesAtFree<true, false, true>>},
      {Rule::kFreeKeep, "joins a freed block with the one before it already", Make<CoalescesAtFree<false, true, true>>},
      {Rule::kFreeKeep, "loses the free block behind a freed one", Make<LosesFreeNeighbour>},
      {Rule::kTie, "takes the last of equally large free blocks", Make<LastOfEquals>},
      {Rule::kBestFit, "takes the first free block that fits", Make<FirstFit>},
      {Rule::kBestFit, "takes the largest free block", Make<WorstFit>},
      {Rule::kBestFit, "takes the last free block that fits", Make<LastFit>},
      {Rule::kBestFit, "passes over a free block of exactly the right size", Make<WantsSpareBytes<8>>},
      {Rule::kBestFit, "counts a header for a free block that has one already", Make<WantsSpareBytes<32>>},
      {Rule::kBestFit, "does not mark the free block that it takes as in use", Make<LeavesItFree<true, false>>},
      {Rule::kExpand, "does not mark the block that it expands as in use", Make<LeavesItFree<false, true>>},
  };
}

}  // namespace checker
