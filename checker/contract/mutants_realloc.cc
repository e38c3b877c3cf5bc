// Mutants of section 6, its beginning: what os_realloc does in place.
#include "checker/contract/mutants.h"

namespace checker {
namespace {

class NullGivesNull : public Model {
  using Model::Model;
  Address Realloc(const Address& pointer, uint64_t size) override {
    return pointer == Address::Null() ? pointer : Model::Realloc(pointer, size);
  }
};

class NullIsCalloc : public Model {
  using Model::Model;
  Address Realloc(const Address& pointer, uint64_t size) override {
    return pointer == Address::Null() ? Calloc(1, size) : Model::Realloc(pointer, size);
  }
};

// os_realloc(p, 0) does nothing, and returns p or NULL.
template <bool returns_pointer>
class ZeroFreesNothing : public Model {
  using Model::Model;
  Address Realloc(const Address& pointer, uint64_t size) override {
    if (size > 0 || pointer == Address::Null()) return Model::Realloc(pointer, size);
    return returns_pointer ? pointer : Address::Null();
  }
};

// A freed block is resized; it stays free or is in use again.
template <bool marks_used>
class ResizesFreed : public Model {
  using Model::Model;
  Address Realloc(const Address& pointer, uint64_t size) override {
    const size_t block = BlockAt(pointer);
    if (size == 0 || block == kNone || !heap_[block].free) return Model::Realloc(pointer, size);
    heap_[block].free = false;
    const Address result = Model::Realloc(pointer, size);
    if (!marks_used && result == pointer) heap_[BlockAt(pointer)].free = true;
    return result;
  }
};

class AllocatesForFreed : public Model {
  using Model::Model;
  Address Realloc(const Address& pointer, uint64_t size) override {
    const size_t block = BlockAt(pointer);
    const bool freed = block != kNone && heap_[block].free;
    return freed && size > 0 ? Malloc(size) : Model::Realloc(pointer, size);
  }
};

class AlwaysMoves : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override { return Move(PayloadOf(block), size); }
};

class MovesToGrow : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    return Need(size) > heap_[block].size ? Move(PayloadOf(block), size) : Model::ResizeOnHeap(block, size);
  }
};

class MovesToShrink : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    return Need(size) < heap_[block].size ? Move(PayloadOf(block), size) : Model::ResizeOnHeap(block, size);
  }
};

class NeverShrinks : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    return Need(size) <= heap_[block].size ? PayloadOf(block) : Model::ResizeOnHeap(block, size);
  }
};

class JoinsTheRestOfAShrink : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    const bool shrinks = Need(size) <= heap_[block].size;
    const Address result = Model::ResizeOnHeap(block, size);
    if (shrinks && NextIsFree(block) && NextIsFree(block + 1)) SwallowNext(block + 1);
    return result;
  }
};

// The rest of a block in use is marked as in use, too.
class LosesTheRestOfTheResized : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    loses_ = true;
    const Address result = Model::ResizeOnHeap(block, size);
    loses_ = false;
    return result;
  }
  Address Move(const Address& pointer, uint64_t size) override {
    loses_ = false;
    return Model::Move(pointer, size);
  }
  void Split(size_t block, uint64_t need) override {
    const size_t blocks = heap_.size();
    Model::Split(block, need);
    if (loses_ && heap_.size() > blocks) heap_[block + 1].free = false;
  }

  bool loses_ = false;
};

class RoundsNothingInRealloc : public Model {
  using Model::Model;
  Address Realloc(const Address& pointer, uint64_t size) override {
    rounds_ = false;
    const Address result = Model::Realloc(pointer, size);
    rounds_ = true;
    return result;
  }
  Address Malloc(uint64_t size) override {
    rounds_ = true;
    return Model::Malloc(size);
  }
  uint64_t Need(uint64_t size) const override { return rounds_ ? Model::Need(size) : size; }

  bool rounds_ = true;
};

class NeverGrowsLast : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    const bool grows = Need(size) > heap_[block].size;
    return grows && IsLast(block) ? Move(PayloadOf(block), size) : Model::ResizeOnHeap(block, size);
  }
};

template <bool by_header, bool keeps>
class GrowsLastTooFar : public Model {
  using Model::Model;
  void GrowLast(size_t block, uint64_t need) override {
    const uint64_t extra = by_header ? units_.header : heap_[block].size;
    MoveBreak(break_ + need - heap_[block].size + extra);
    heap_[block].size = keeps ? need + extra : need;
  }
};

}  // namespace

std::vector<Mutant> ReallocMutants() {
  return {
      {Rule::kReallocNull, "returns NULL for os_realloc(NULL, n)", Make<NullGivesNull>},
      {Rule::kReallocNull, "treats os_realloc(NULL, n) as os_calloc", Make<NullIsCalloc>},
      {Rule::kReallocZero, "frees nothing in os_realloc(p, 0)", Make<ZeroFreesNothing<false>>},
      {Rule::kReallocZero, "returns the block as it is from os_realloc(p, 0)", Make<ZeroFreesNothing<true>>},
      {Rule::kReallocFreed, "resizes a block that is free and uses it again", Make<ResizesFreed<true>>},
      {Rule::kReallocFreed, "resizes a block that is free", Make<ResizesFreed<false>>},
      {Rule::kReallocFreed, "gives out a new block for one that is free", Make<AllocatesForFreed>},
      {Rule::kAlign, "does not round sizes up in os_realloc", Make<RoundsNothingInRealloc>},
      {std::nullopt, "always moves in os_realloc", Make<AlwaysMoves>},
      {std::nullopt, "always moves to grow in os_realloc", Make<MovesToGrow>},
      {Rule::kReallocShrink, "moves to shrink in os_realloc", Make<MovesToShrink>},
      {Rule::kReallocShrink, "keeps a block as large as it is when it should shrink", Make<NeverShrinks>},
      {Rule::kSplit, "does not mark the rest free where os_realloc splits", Make<LosesTheRestOfTheResized>},
      {Rule::kReallocShrink, "joins the rest of a shrunk block with what follows", Make<JoinsTheRestOfAShrink>},
      {Rule::kReallocGrowLast, "moves the last block to grow it", Make<NeverGrowsLast>},
      {Rule::kReallocGrowLast, "grows the last block by all that is needed", Make<GrowsLastTooFar<false, true>>},
      {Rule::kReallocGrowLast, "grows the last block by all that is needed", Make<GrowsLastTooFar<false, false>>},
      {Rule::kReallocGrowLast, "grows the last block by a header too much", Make<GrowsLastTooFar<true, true>>},
      {Rule::kReallocGrowLast, "grows the last block by a header too much", Make<GrowsLastTooFar<true, false>>},
  };
}

}  // namespace checker
