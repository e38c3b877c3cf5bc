// Mistakes of sections 2.2 and 2.3: which free blocks are joined, and which one is taken.
#include "checker/contract/mistake.h"

namespace checker {
namespace {

struct NeverCoalesces : Decisions {
  void Coalesce() override {}
};

struct CoalescesPairs : Decisions {
  void Coalesce() override {
    for (size_t first = 0; first < memory().blocks.size(); ++first) {
      if (block(first).free && top().NextIsFree(first)) top().SwallowNext(first);
    }
  }
};

// The first block of the heap is joined with none, or none with the last.
template <bool first_too, bool last_too>
struct CoalescesNotAll : Decisions {
  void Coalesce() override {
    for (size_t first = first_too ? 0 : 1; first < memory().blocks.size(); ++first) {
      while (block(first).free && top().NextIsFree(first) && (last_too || !memory().IsLast(first + 1))) {
        top().SwallowNext(first);
      }
    }
  }
};

// Only one of the four functions' ways to a block joins what is free.
template <Function function>
struct DoesNotCoalesceIn : Decisions {
  void Coalesce() override {
    if (memory().call.function != function) below().Coalesce();
  }
};

struct ForgetsTheHeaderOfTheJoined : Decisions {
  void Coalesce() override {
    joining_ = true;
    below().Coalesce();
    joining_ = false;
  }
  void SwallowNext(size_t first) override {
    below().SwallowNext(first);
    if (joining_) block(first).size -= units().header;
  }

  bool joining_ = false;
};

struct CoalescesWhenNothingFits : Decisions {
  void Coalesce() override {}
  size_t Search(uint64_t need) override {
    const size_t best = below().Search(need);
    if (best != kNone) return best;
    below().Coalesce();
    return below().Search(need);
  }
};

struct CoalescesInFree : Decisions {
  // A header that was swallowed still says that its block is free.
  Address Realloc(const Address& pointer, uint64_t size) override {
    const bool swallowed = pointer.base == Address::Base::kHeap && memory().BlockAt(pointer) == kNone;
    return swallowed && size > 0 ? Address::Null() : below().Realloc(pointer, size);
  }
};

struct CoalescesOneBehindAtFree : CoalescesInFree {
  void Coalesce() override {}
  void FreeBlock(size_t freed) override {
    below().FreeBlock(freed);
    if (block(freed).free && top().NextIsFree(freed)) top().SwallowNext(freed);
  }
};

template <bool forward, bool backward, bool also_before_search>
struct CoalescesAtFree : CoalescesInFree {
  void Coalesce() override {
    if (also_before_search) below().Coalesce();
  }
  void FreeBlock(size_t freed) override {
    below().FreeBlock(freed);
    if (freed >= memory().blocks.size() || !block(freed).free) return;
    while (forward && top().NextIsFree(freed)) top().SwallowNext(freed);
    if (backward && freed > 0 && block(freed - 1).free && top().NextIsFree(freed - 1)) top().SwallowNext(freed - 1);
  }
};

struct CoalescesAllAtFree : CoalescesInFree {
  void FreeBlock(size_t freed) override {
    below().FreeBlock(freed);
    top().Coalesce();
  }
};

struct CoalescesOnlyAllAtFree : CoalescesInFree {
  void Coalesce() override {}
  void FreeBlock(size_t freed) override {
    below().FreeBlock(freed);
    below().Coalesce();
  }
};

struct LosesFreeNeighbour : Decisions {
  void FreeBlock(size_t freed) override {
    below().FreeBlock(freed);
    if (top().NextIsFree(freed)) memory().Erase(freed + 1);
  }
};

// Mapped blocks stand in the list of the heap's blocks, behind those that were there before them. Where the heap ended
// when a mapping was made, that mapping stands between the block before and the one behind as long as it lives.
struct ListsMappings : Decisions {
  Address Map(uint64_t need) override {
    const Address payload = below().Map(need);
    if (payload != Address::Null()) stands_at_[payload.map] = memory().break_at;
    return payload;
  }
  void Unmap(int map) override {
    stands_at_.erase(map);
    below().Unmap(map);
  }
  bool MappingBehind(size_t first) const {
    const uint64_t end = memory().IsLast(first) ? memory().break_at : block(first + 1).offset;
    for (const auto& [map, place] : stands_at_) {
      if (place == end) return true;
    }
    return false;
  }

  std::map<int, uint64_t> stands_at_;
};

template <bool neighbours, bool last>
struct MappingsHide : ListsMappings {
  bool NextIsFree(size_t first) override { return !(neighbours && MappingBehind(first)) && below().NextIsFree(first); }
  bool IsLast(size_t first) override { return !(last && MappingBehind(first)) && below().IsLast(first); }
};

struct FirstFit : Decisions {
  bool IsBetter(size_t, size_t) override { return false; }
};

struct LastFit : Decisions {
  bool IsBetter(size_t, size_t) override { return true; }
};

struct WorstFit : Decisions {
  bool IsBetter(size_t candidate, size_t best) override { return block(candidate).size > block(best).size; }
};

struct LastOfEquals : Decisions {
  bool IsBetter(size_t candidate, size_t best) override {
    return block(candidate).size == block(best).size || below().IsBetter(candidate, best);
  }
};

// Goes on behind the block that was taken last.
struct NextFit : Decisions {
  bool IsBetter(size_t candidate, size_t best) override {
    return block(best).offset < from_ && block(candidate).offset >= from_;
  }
  void MarkUsed(size_t taken) override {
    below().MarkUsed(taken);
    from_ = block(taken).offset;
  }

  uint64_t from_ = 0;
};

// A last block that is passed over, though it is large enough, "expands" by less than nothing, or not at all.
template <uint64_t spare, bool shrinks>
struct WantsSpareBytes : Decisions {
  bool Fits(size_t candidate, uint64_t need) override { return below().Fits(candidate, need + spare); }
  size_t Expand(uint64_t need) override {
    const size_t last = memory().blocks.size() - 1;
    return block(last).size >= need && !shrinks ? last : below().Expand(need);
  }
};

struct DoesNotSeeLargeBlocks : Decisions {
  bool Fits(size_t candidate, uint64_t need) override {
    return block(candidate).size < 128 * 1024 && below().Fits(candidate, need);
  }
  size_t Expand(uint64_t need) override {
    const size_t last = memory().blocks.size() - 1;
    return block(last).size >= need ? top().Append(need) : below().Expand(need);
  }
};

// Not even where it is the only one: the break moves by what is missing in it, which is less than nothing.
struct NeverSearchesTheLast : Decisions {
  bool Fits(size_t candidate, uint64_t need) override {
    return !memory().IsLast(candidate) && below().Fits(candidate, need);
  }
};

struct DoesNotSearchTheLast : Decisions {
  bool Fits(size_t candidate, uint64_t need) override {
    return (memory().blocks.size() == 1 || !memory().IsLast(candidate)) && below().Fits(candidate, need);
  }
  size_t Expand(uint64_t need) override {
    const size_t last = memory().blocks.size() - 1;
    if (block(last).size < need) return below().Expand(need);
    top().Split(last, need);
    return last;
  }
};

// What was found, expanded or appended stays free after it was given out.
template <bool found, bool expanded, bool appended>
struct LeavesItFree : Decisions {
  size_t Search(uint64_t need) override {
    const size_t taken = below().Search(need);
    leaves_ = found && taken != kNone;
    return taken;
  }
  size_t Expand(uint64_t need) override {
    leaves_ = expanded;
    return below().Expand(need);
  }
  size_t Append(uint64_t need) override {
    leaves_ = appended;
    return below().Append(need);
  }
  void MarkUsed(size_t taken) override {
    if (!leaves_) below().MarkUsed(taken);
    leaves_ = false;
  }

  bool leaves_ = false;
};

}  // namespace

std::vector<Mistake> SearchMistakes() {
  return {
      {Rule::kCoalesce, "never joins free blocks", Make<NeverCoalesces>},
      {Rule::kCoalesce, "joins free blocks in pairs only", Make<CoalescesPairs>},
      {Rule::kCoalesce, "does not join the first block of the heap with the free ones behind it",
       Make<CoalescesNotAll<false, true>>},
      {Rule::kCoalesce, "does not join free blocks with the last block of the heap",
       Make<CoalescesNotAll<true, false>>},
      {Rule::kCoalesce, "does not join free blocks in os_calloc", Make<DoesNotCoalesceIn<Function::kCalloc>>},
      {Rule::kCoalesce, "does not join free blocks in os_malloc", Make<DoesNotCoalesceIn<Function::kMalloc>>},
      {Rule::kCoalesce, "does not join free blocks where os_realloc moves",
       Make<DoesNotCoalesceIn<Function::kRealloc>>},
      {Rule::kCoalesce, "forgets the header of a block that it joins to another", Make<ForgetsTheHeaderOfTheJoined>},
      {Rule::kCoalesce, "joins free blocks only when nothing else fits", Make<CoalescesWhenNothingFits>},
      {Rule::kCoalesce, "does not join free blocks between which a mapped one stands in its list",
       Make<MappingsHide<true, false>>},
      {Rule::kCoalesce, "joins a freed block with the one behind it only", Make<CoalescesAtFree<true, false, false>>},
      {Rule::kCoalesce, "joins a freed block with the one behind it only", Make<CoalescesOneBehindAtFree>},
      {Rule::kCoalesce, "joins a freed block with the one before it only", Make<CoalescesAtFree<false, true, false>>},
      {Rule::kFreeKeep, "joins free blocks in os_free already", Make<CoalescesAtFree<true, true, true>>},
      {Rule::kFreeKeep, "joins free blocks in os_free, and only there", Make<CoalescesAtFree<true, true, false>>},
      {Rule::kFreeKeep, "joins all free blocks in os_free, and only there", Make<CoalescesOnlyAllAtFree>},
      {Rule::kFreeKeep, "joins all free blocks in os_free already", Make<CoalescesAllAtFree>},
      {Rule::kFreeKeep, "joins a freed block with the one behind it already", Make<CoalescesAtFree<true, false, true>>},
      {Rule::kFreeKeep, "joins a freed block with the one before it already", Make<CoalescesAtFree<false, true, true>>},
      {Rule::kFreeKeep, "loses the free block behind a freed one", Make<LosesFreeNeighbour>},
      {Rule::kTie, "takes the last of equally large free blocks", Make<LastOfEquals>},
      {Rule::kBestFit, "takes the first free block that fits", Make<FirstFit>},
      {Rule::kBestFit, "takes the largest free block", Make<WorstFit>},
      {Rule::kBestFit, "takes the last free block that fits", Make<LastFit>},
      {Rule::kBestFit, "takes the next free block that fits, behind the one taken last", Make<NextFit>},
      {Rule::kBestFit, "passes over a free block of exactly the right size", Make<WantsSpareBytes<8, true>>},
      {Rule::kBestFit, "passes over a free block of exactly the right size", Make<WantsSpareBytes<8, false>>},
      {Rule::kBestFit, "counts a header for a free block that has one already", Make<WantsSpareBytes<32, true>>},
      {Rule::kBestFit, "counts a header for a free block that has one already", Make<WantsSpareBytes<32, false>>},
      {Rule::kBestFit, "takes only free blocks that can be split", Make<WantsSpareBytes<40, true>>},
      {Rule::kBestFit, "takes only free blocks that can be split", Make<WantsSpareBytes<40, false>>},
      {Rule::kBestFit, "does not see free blocks of 128 KiB and more", Make<DoesNotSeeLargeBlocks>},
      {Rule::kBestFit, "takes the last block of the heap only where no other fits", Make<DoesNotSearchTheLast>},
      {Rule::kBestFit, "never takes the last block of the heap", Make<NeverSearchesTheLast>},
      {Rule::kBestFit, "does not mark the free block that it takes as in use", Make<LeavesItFree<true, false, false>>},
      {Rule::kExpand, "does not mark the block that it expands as in use", Make<LeavesItFree<false, true, false>>},
      {Rule::kExpand, "does not mark the block that it expands or appends as in use",
       Make<LeavesItFree<false, true, true>>},
      {Rule::kExpand, "does not see that a free block is the last of the heap where a mapped one stands behind it",
       Make<MappingsHide<false, true>>},
      {Rule::kExpand, "has mapped blocks in the list of the heap, where they hide what is adjacent and last",
       Make<MappingsHide<true, true>>},
  };
}

}  // namespace checker
