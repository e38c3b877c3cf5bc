// Mutants of section 2, behind the search: splitting, expanding, appending.
#include "checker/contract/mutants.h"

namespace checker {
namespace {

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

// A block that is given out keeps a header's size beyond what it needs.
class KeepsAHeaderMore : public Model {
  using Model::Model;
  void Split(size_t block, uint64_t need) override {
    if (heap_[block].size >= need + units_.header) Model::Split(block, need + units_.header);
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

class LosesWhatFollows : public Model {
  using Model::Model;
  void Split(size_t block, uint64_t need) override {
    const size_t blocks = heap_.size();
    Model::Split(block, need);
    if (heap_.size() > blocks) heap_.resize(block + 2);
  }
};

class GivesOutTheEnd : public Model {
  using Model::Model;
  Address Place(uint64_t need) override {
    if (heap_.empty()) Preallocate();
    Coalesce();
    const size_t block = BestFit(need);
    if (block == kNone || heap_[block].size < need + units_.header + units_.alignment) return Model::Place(need);
    Split(block, heap_[block].size - units_.header - need);
    heap_[block + 1].free = false;
    return PayloadOf(block + 1);
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

std::vector<Mutant> SplitMutants() {
  return {
      {Rule::kSplit, "never splits", Make<NeverSplits>},
      {Rule::kSplit, "does not split where the rest has room for a header and 8 bytes", Make<SplitsAt<8>>},
      {Rule::kSplit, "splits only where the rest is larger than a header and 8 bytes", Make<SplitsAt<24>>},
      {Rule::kSplit, "splits only where the rest is larger than a header and 8 bytes", Make<SplitsAt<56>>},
      {Rule::kNoSplit, "splits off a rest without any payload", Make<SplitsAt<-8>>},
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
      {Rule::kExpand, "expands a free block that is not the last", Make<ExpandsInTheMiddle>},
      {Rule::kAppend, "appends a block without counting its header", Make<MiscountsTheAppended<-32>>},
      {Rule::kAppend, "counts the header of an appended block twice", Make<MiscountsTheAppended<32>>},
      {Rule::kAppend, "rounds an appended block up to pages", Make<AppendsPages>},
      {Rule::kAppend, "moves the break twice to append a block", Make<GrowsTwiceToAppend>},
  };
}

}  // namespace checker
