// Mistakes of sections 2.4 to 2.6: splitting, expanding, appending.
#include <algorithm>
#include <map>

#include "checker/contract/mistake.h"

namespace checker {
namespace {

struct NeverSplits : Decisions {
  void Split(size_t, uint64_t) override {}
};

struct GivesOutTheChunkWhole : Decisions {
  size_t Take(uint64_t need) override {
    const bool first = memory().blocks.empty();
    whole_ = first;
    const size_t taken = below().Take(need);
    whole_ = false;
    return taken;
  }
  void Split(size_t split, uint64_t need) override {
    if (!whole_) below().Split(split, need);
  }

  bool whole_ = false;
};

struct DoesNotSplitInCalloc : Decisions {
  void Split(size_t split, uint64_t need) override {
    if (memory().call.function != Function::kCalloc) below().Split(split, need);
  }
};

// A rest of at least `least` bytes, header and payload, is worth a block.
template <uint64_t least>
struct SplitsFrom : Decisions {
  bool IsWorthSplitting(uint64_t spare) override { return spare >= least && spare >= units().header; }
};

// Nothing is split off, and the spare bytes are no longer the block's, either.
struct LosesSpareBytes : Decisions {
  void Split(size_t split, uint64_t need) override {
    below().Split(split, need);
    if (block(split).size > need) block(split).size = need;
  }
};

template <int64_t error>
struct MiscountsTheRest : Decisions {
  void Split(size_t split, uint64_t need) override {
    const size_t blocks = memory().blocks.size();
    below().Split(split, need);
    if (memory().blocks.size() > blocks) block(split + 1).size += static_cast<uint64_t>(error);
  }
};

// A block that is given out keeps a header's size beyond what it needs.
struct KeepsAHeaderMore : Decisions {
  void Split(size_t split, uint64_t need) override {
    if (block(split).size >= need + units().header) below().Split(split, need + units().header);
  }
};

struct LosesTheRest : Decisions {
  void Split(size_t split, uint64_t need) override {
    const size_t blocks = memory().blocks.size();
    below().Split(split, need);
    if (memory().blocks.size() > blocks) block(split + 1).free = false;
  }
};

// The rest is the last of the list, and of the heap. What was behind it can still be resized and freed, and is never
// found again.
struct LosesWhatFollows : Decisions {
  void Split(size_t split, uint64_t need) override {
    const size_t blocks = memory().blocks.size();
    below().Split(split, need);
    if (memory().blocks.size() == blocks) return;
    while (memory().blocks.size() > split + 2) {
      const Block& last = memory().blocks.back();
      lost_[last.offset + units().header] = last.size;
      memory().blocks.pop_back();
    }
  }
  void Free(const Address& pointer) override {
    if (!IsLost(pointer)) return below().Free(pointer);
    lost_.erase(pointer.offset);
  }
  Address Realloc(const Address& pointer, uint64_t size) override {
    if (!IsLost(pointer) || size == 0 || top().IsTooLarge(size)) return below().Realloc(pointer, size);
    const uint64_t old_size = lost_[pointer.offset];
    if (Footprint(size) < top().MallocThreshold() && top().Need(size) <= old_size) return pointer;
    const Address target = top().Malloc(size);
    if (target == Address::Null()) return target;
    top().Copy(pointer, target, std::min(old_size, size));
    top().Free(pointer);
    return target;
  }
  bool IsLost(const Address& pointer) const {
    return pointer.base == Address::Base::kHeap && lost_.count(pointer.offset) > 0;
  }

  std::map<uint64_t, uint64_t> lost_;  // payloads and their sizes
};

struct GivesOutTheEnd : Decisions {
  size_t Take(uint64_t need) override {
    if (memory().blocks.empty()) top().Preallocate();
    top().Coalesce();
    const size_t found = top().Search(need);
    if (found == kNone || block(found).size < need + units().header + units().alignment) return below().Take(need);
    top().Split(found, block(found).size - units().header - need);
    top().MarkUsed(found + 1);
    return found + 1;
  }
};

struct NeverExpands : Decisions {
  size_t Expand(uint64_t need) override { return top().Append(need); }
};

// The break moves too far, and the block has all of it (or not).
template <bool by_header, bool keeps>
struct ExpandsTooFar : Decisions {
  size_t Expand(uint64_t need) override {
    Block& last = memory().Last();
    const uint64_t extra = by_header ? units().header : last.size;
    memory().MoveBreak(memory().break_at + need - last.size + extra);
    last.size = keeps ? need + extra : need;
    return memory().blocks.size() - 1;
  }
};

struct ExpandsTooLittle : Decisions {
  size_t Expand(uint64_t need) override {
    Block& last = memory().Last();
    memory().MoveBreak(memory().break_at + need - last.size - units().header);
    last.size = need;
    return memory().blocks.size() - 1;
  }
};

struct ExpandsInTheMiddle : Decisions {
  size_t Take(uint64_t need) override {
    if (memory().blocks.empty()) top().Preallocate();
    top().Coalesce();
    const size_t found = top().Search(need);
    for (size_t last = memory().blocks.size(); found == kNone && last-- > 0;) {
      if (!block(last).free) continue;
      memory().MoveBreak(memory().break_at + need - block(last).size);
      block(last).size = need;
      top().MarkUsed(last);
      return last;
    }
    return below().Take(need);
  }
};

template <int64_t error>
struct MiscountsTheAppended : Decisions {
  size_t Append(uint64_t need) override {
    return memory().Append(need, units().header + need + static_cast<uint64_t>(error));
  }
};

// The break moves by whole pages; the block has what it needs, or all of it.
template <bool keeps>
struct AppendsPages : Decisions {
  size_t Append(uint64_t need) override {
    const uint64_t footprint = (units().header + need + units().page - 1) / units().page * units().page;
    const size_t made = memory().Append(keeps ? footprint - units().header : need, footprint);
    if (keeps) top().Split(made, need);
    return made;
  }
};

struct GrowsTwiceToAppend : Decisions {
  size_t Append(uint64_t need) override {
    memory().MoveBreak(memory().break_at + units().header);
    memory().blocks.push_back({memory().break_at - units().header, need, true});
    memory().MoveBreak(memory().break_at + need);
    return memory().blocks.size() - 1;
  }
};

}  // namespace

std::vector<Mistake> SplitMistakes() {
  return {
      {Rule::kSplit, "never splits", Make<NeverSplits>},
      {Rule::kSplit, "gives out the preallocated block whole", Make<GivesOutTheChunkWhole>},
      {Rule::kSplit, "does not split in os_calloc", Make<DoesNotSplitInCalloc>},
      {Rule::kSplit, "does not split where the rest has room for a header and 8 bytes", Make<SplitsFrom<48>>},
      {Rule::kSplit, "splits only where the rest is larger than a header and 8 bytes", Make<SplitsFrom<56>>},
      {Rule::kSplit, "splits only where the rest is larger than a header and 8 bytes", Make<SplitsFrom<64>>},
      {Rule::kSplit, "splits only where the rest is larger than a header and 8 bytes", Make<SplitsFrom<96>>},
      {Rule::kNoSplit, "splits off a rest without any payload", Make<SplitsFrom<32>>},
      {Rule::kNoSplit, "cuts a block that it uses whole to what is needed, and loses the bytes to spare",
       Make<LosesSpareBytes>},
      {Rule::kSplit, "forgets the header when it sizes the rest", Make<MiscountsTheRest<32>>},
      {Rule::kSplit, "counts the header twice when it sizes the rest", Make<MiscountsTheRest<-32>>},
      {Rule::kSplit, "makes the rest 8 bytes too small", Make<MiscountsTheRest<-8>>},
      {Rule::kSplit, "makes the rest 8 bytes too large", Make<MiscountsTheRest<8>>},
      {Rule::kSplit, "adds a header to what it splits off for the payload", Make<KeepsAHeaderMore>},
      {Rule::kSplit, "does not mark the rest free", Make<LosesTheRest>},
      {Rule::kSplit, "loses the blocks behind one that it splits", Make<LosesWhatFollows>},
      {Rule::kSplit, "gives out the end of a block that it splits, not the start", Make<GivesOutTheEnd>},
      {Rule::kExpand, "never expands the last block", Make<NeverExpands>},
      {Rule::kExpand, "expands by all that is needed, not by what is missing", Make<ExpandsTooFar<false, true>>},
      {Rule::kExpand, "expands by all that is needed, not by what is missing", Make<ExpandsTooFar<false, false>>},
      {Rule::kExpand, "expands by a header too much", Make<ExpandsTooFar<true, true>>},
      {Rule::kExpand, "expands by a header too much", Make<ExpandsTooFar<true, false>>},
      {Rule::kExpand, "expands by a header too little", Make<ExpandsTooLittle>},
      {Rule::kExpand, "expands a free block that is not the last", Make<ExpandsInTheMiddle>},
      {Rule::kAppend, "appends a block without counting its header", Make<MiscountsTheAppended<-32>>},
      {Rule::kAppend, "counts the header of an appended block twice", Make<MiscountsTheAppended<32>>},
      {Rule::kAppend, "rounds an appended block up to pages", Make<AppendsPages<false>>},
      {Rule::kAppend, "rounds an appended block up to pages", Make<AppendsPages<true>>},
      {Rule::kAppend, "moves the break twice to append a block", Make<GrowsTwiceToAppend>},
  };
}

}  // namespace checker
