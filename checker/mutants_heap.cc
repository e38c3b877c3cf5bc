// Mutants of sections 1 and 2: units, and allocation on the heap.
#include <algorithm>

#include "checker/mutants.h"

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

template <bool forward, bool backward, bool also_before_search>
class CoalescesAtFree : public Model {
  using Model::Model;
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

class CoalescesAllAtFree : public Model {
  using Model::Model;
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
};

class NeverSplits : public Model {
  using Model::Model;
  void Split(size_t, uint64_t) override {}
};

template <int64_t later>
class SplitsAt : public Model {
  using Model::Model;
  void Split(size_t block, uint64_t need) override {
    const uint64_t rest = heap_[block].size - need;
    const uint64_t least = units_.header + units_.alignment + static_cast<uint64_t>(later);
    if (rest < least || rest < units_.header) return;
    heap_[block].size = need;
    const Block behind = {heap_[block].offset + units_.header + need, rest - units_.header, true};
    heap_.insert(heap_.begin() + static_cast<ptrdiff_t>(block) + 1, behind);
  }
};

template <int64_t error>
class MiscountsTheRest : public Model {
  using Model::Model;
  void Split(size_t block, uint64_t need) override {
    const size_t blocks = heap_.size();
    Model::Split(block, need);
    if (heap_.size() > blocks) heap_[block + 1].size += static_cast<uint64_t>(error);
  }
};

class LosesTheRest : public Model {
  using Model::Model;
  void Split(size_t block, uint64_t need) override {
    const size_t blocks = heap_.size();
    Model::Split(block, need);
    if (heap_.size() > blocks) heap_[block + 1].free = false;
  }
};

class NeverExpands : public Model {
  using Model::Model;
  size_t Expand(uint64_t need) override { return Append(need); }
};

// The break moves too far, and the block has all of it (or not).
template <bool by_header, bool keeps>
class ExpandsTooFar : public Model {
  using Model::Model;
  size_t Expand(uint64_t need) override {
    const uint64_t extra = by_header ? units_.header : heap_.back().size;
    MoveBreak(break_ + need - heap_.back().size + extra);
    heap_.back().size = keeps ? need + extra : need;
    return heap_.size() - 1;
  }
};

class ExpandsInTheMiddle : public Model {
  using Model::Model;
  Address Place(uint64_t need) override {
    if (heap_.empty()) Preallocate();
    Coalesce();
    const size_t fit = BestFit(need);
    for (size_t block = heap_.size(); fit == kNone && block-- > 0;) {
      if (!heap_[block].free) continue;
      MoveBreak(break_ + need - heap_[block].size);
      heap_[block].size = need;
      heap_[block].free = false;
      return PayloadOf(block);
    }
    return Model::Place(need);
  }
};

template <int64_t error>
class MiscountsTheAppended : public Model {
  using Model::Model;
  size_t Append(uint64_t need) override {
    heap_.push_back({break_, need, true});
    MoveBreak(break_ + units_.header + need + static_cast<uint64_t>(error));
    return heap_.size() - 1;
  }
};

class AppendsPages : public Model {
  using Model::Model;
  size_t Append(uint64_t need) override {
    heap_.push_back({break_, need, true});
    MoveBreak((break_ + units_.header + need + units_.page - 1) / units_.page * units_.page);
    return heap_.size() - 1;
  }
};

class GrowsTwiceToAppend : public Model {
  using Model::Model;
  size_t Append(uint64_t need) override {
    MoveBreak(break_ + units_.header);
    heap_.push_back({break_ - units_.header, need, true});
    MoveBreak(break_ + need);
    return heap_.size() - 1;
  }
};

}  // namespace

std::vector<Mutant> HeapMutants() {
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
      {Rule::kPreallocate, "preallocates before a mapping, too", Make<PreallocatesForMappingsToo>},
      {Rule::kPreallocate, "reserves another chunk when the heap is full", Make<AppendsChunks>},
      {Rule::kCoalesce, "never joins free blocks", Make<NeverCoalesces>},
      {Rule::kCoalesce, "joins free blocks in pairs only", Make<CoalescesPairs>},
      {Rule::kCoalesce, "joins free blocks only when nothing else fits", Make<CoalescesWhenNothingFits>},
      {Rule::kCoalesce, "joins a freed block with the one behind it only", Make<CoalescesAtFree<true, false, false>>},
      {Rule::kCoalesce, "joins a freed block with the one before it only", Make<CoalescesAtFree<false, true, false>>},
      {Rule::kFreeKeep, "joins free blocks in os_free already", Make<CoalescesAtFree<true, true, true>>},
      {Rule::kFreeKeep, "joins free blocks in os_free, and only there", Make<CoalescesAtFree<true, true, false>>},
      {Rule::kFreeKeep, "joins all free blocks in os_free already", Make<CoalescesAllAtFree>},
      {Rule::kFreeKeep, "joins a freed block with the one behind it already", Make<CoalescesAtFree<true, false, true>>},
      {Rule::kFreeKeep, "loses the free block behind a freed one", Make<LosesFreeNeighbour>},
      {Rule::kTie, "takes the last of equally large free blocks", Make<LastOfEquals>},
      {Rule::kBestFit, "takes the first free block that fits", Make<FirstFit>},
      {Rule::kBestFit, "takes the largest free block", Make<WorstFit>},
      {Rule::kBestFit, "takes the last free block that fits", Make<LastFit>},
      {Rule::kBestFit, "passes over a free block of exactly the right size", Make<WantsSpareBytes<8>>},
      {Rule::kBestFit, "counts a header for a free block that has one already", Make<WantsSpareBytes<32>>},
      {Rule::kSplit, "never splits", Make<NeverSplits>},
      {Rule::kSplit, "does not split where the rest has room for a header and 8 bytes", Make<SplitsAt<8>>},
      {Rule::kNoSplit, "splits off a rest without any payload", Make<SplitsAt<-8>>},
      {Rule::kSplit, "forgets the header when it sizes the rest", Make<MiscountsTheRest<32>>},
      {Rule::kSplit, "counts the header twice when it sizes the rest", Make<MiscountsTheRest<-32>>},
      {Rule::kSplit, "makes the rest 8 bytes too small", Make<MiscountsTheRest<-8>>},
      {Rule::kSplit, "makes the rest 8 bytes too large", Make<MiscountsTheRest<8>>},
      {Rule::kSplit, "does not mark the rest free", Make<LosesTheRest>},
      {Rule::kExpand, "never expands the last block", Make<NeverExpands>},
      {Rule::kExpand, "expands by all that is needed, not by what is missing", Make<ExpandsTooFar<false, true>>},
      {Rule::kExpand, "expands by all that is needed, not by what is missing", Make<ExpandsTooFar<false, false>>},
      {Rule::kExpand, "expands by a header too much", Make<ExpandsTooFar<true, true>>},
      {Rule::kExpand, "expands by a header too much", Make<ExpandsTooFar<true, false>>},
      {Rule::kExpand, "expands a free block that is not the last", Make<ExpandsInTheMiddle>},
      {Rule::kAppend, "appends a block without counting its header", Make<MiscountsTheAppended<-32>>},
      {Rule::kAppend, "counts the header of an appended block twice", Make<MiscountsTheAppended<32>>},
      {Rule::kAppend, "rounds an appended block up to pages", Make<AppendsPages>},
      {Rule::kAppend, "moves the break twice to append a block", Make<GrowsTwiceToAppend>},
  };
}

}  // namespace checker
