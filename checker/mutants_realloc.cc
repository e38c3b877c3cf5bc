// Mutants of section 6: os_realloc.
#include "checker/mutants.h"

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

class GrowsAfterAbsorbing : public Model {
  using Model::Model;
  void Absorb(size_t block, uint64_t need) override {
    Model::Absorb(block, need);
    if (heap_[block].size < need && IsLast(block)) GrowLast(block, need);
  }
};

class MovesWithoutAbsorbing : public Model {
  using Model::Model;
  void Absorb(size_t, uint64_t) override {}
};

class AbsorbsAll : public Model {
  using Model::Model;
  void Absorb(size_t block, uint64_t) override {
    while (NextIsFree(block)) SwallowNext(block);
  }
};

class AbsorbsOne : public Model {
  using Model::Model;
  void Absorb(size_t block, uint64_t) override {
    if (NextIsFree(block)) SwallowNext(block);
  }
};

template <int64_t error>
class MiscountsTheSwallowed : public Model {
  using Model::Model;
  void Absorb(size_t block, uint64_t need) override {
    while (heap_[block].size < need && NextIsFree(block)) {
      SwallowNext(block);
      heap_[block].size += static_cast<uint64_t>(error);
    }
  }
};

class AbsorbsOnlyWhatSuffices : public Model {
  using Model::Model;
  void Absorb(size_t block, uint64_t need) override {
    uint64_t size = heap_[block].size;
    for (size_t next = block + 1; next < heap_.size() && heap_[next].free; ++next) {
      size += units_.header + heap_[next].size;
    }
    if (size >= need) Model::Absorb(block, need);
  }
};

class CoalescesBeforeAbsorbing : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    const Address payload = PayloadOf(block);
    Coalesce();
    return Model::ResizeOnHeap(BlockAt(payload), size);
  }
};

class AbsorbsBackwards : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    const uint64_t need = Need(size);
    const bool before = block > 0 && heap_[block - 1].free;
    if (need <= heap_[block].size || IsLast(block) || !before) return Model::ResizeOnHeap(block, size);
    Absorb(block, need);
    if (heap_[block].size < need && heap_[block - 1].size + units_.header + heap_[block].size >= need) {
      heap_[--block].free = false;
      SwallowNext(block);
    }
    if (heap_[block].size < need) return Move(PayloadOf(block), size);
    Split(block, need);
    return PayloadOf(block);
  }
};

class KeepsAllItAbsorbed : public Model {
  using Model::Model;
  Address ResizeOnHeap(size_t block, uint64_t size) override {
    keeps_ = Need(size) > heap_[block].size;
    const Address result = Model::ResizeOnHeap(block, size);
    keeps_ = false;
    return result;
  }
  Address Move(const Address& pointer, uint64_t size) override {
    keeps_ = false;
    return Model::Move(pointer, size);
  }
  void Split(size_t block, uint64_t need) override {
    if (!keeps_) Model::Split(block, need);
  }

  bool keeps_ = false;
};

template <bool mapped_too>
class FreesBeforeItAllocates : public Model {
  using Model::Model;
  Address Move(const Address& pointer, uint64_t size) override {
    if (!mapped_too && pointer.base == Address::Base::kMap) return Model::Move(pointer, size);
    Free(pointer);
    return Malloc(size);
  }
};

template <bool mapped_too>
class NeverFreesTheOld : public Model {
  using Model::Model;
  Address Move(const Address& pointer, uint64_t size) override {
    if (!mapped_too && pointer.base == Address::Base::kMap) return Model::Move(pointer, size);
    return Malloc(size);
  }
};

// A mapped block stays where it is: if it shrinks, or only if it keeps its size.
template <bool shrinks_too>
class KeepsMappings : public Model {
  using Model::Model;
  Address Move(const Address& pointer, uint64_t size) override {
    const uint64_t length = pointer.base == Address::Base::kMap ? mappings_[pointer.map] : 0;
    const bool stays = shrinks_too ? Footprint(size) <= length : Footprint(size) == length;
    return stays ? pointer : Model::Move(pointer, size);
  }
};

// A heap block that becomes large is treated as any other.
class GrowsOnTheHeapOnly : public Model {
  using Model::Model;
  Address Realloc(const Address& pointer, uint64_t size) override {
    const size_t block = size == 0 ? kNone : BlockAt(pointer);
    const bool used = block != kNone && !heap_[block].free;
    return used ? ResizeOnHeap(block, size) : Model::Realloc(pointer, size);
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
      {Rule::kReallocMove, "grows the break after swallowing all behind a block", Make<GrowsAfterAbsorbing>},
      {Rule::kReallocAbsorb, "swallows no free block in os_realloc", Make<MovesWithoutAbsorbing>},
      {Rule::kReallocAbsorbStop, "swallows all free blocks behind at once", Make<AbsorbsAll>},
      {Rule::kReallocAbsorb, "swallows one free block at most", Make<AbsorbsOne>},
      {Rule::kReallocAbsorb, "swallows nothing where it does not suffice", Make<AbsorbsOnlyWhatSuffices>},
      {Rule::kReallocAbsorb, "forgets the header of what it swallows", Make<MiscountsTheSwallowed<-32>>},
      {Rule::kReallocAbsorb, "counts the header of what it swallows twice", Make<MiscountsTheSwallowed<32>>},
      {Rule::kReallocAbsorbStop, "joins free blocks before it swallows them", Make<CoalescesBeforeAbsorbing>},
      {Rule::kReallocAbsorb, "swallows the free block before, too", Make<AbsorbsBackwards>},
      {Rule::kReallocAbsorb, "does not split off what it swallowed too much", Make<KeepsAllItAbsorbed>},
      {Rule::kOrder, "frees the old block before it has the new one", Make<FreesBeforeItAllocates<true>>},
      {Rule::kOrder, "frees the old block before it has the new one", Make<FreesBeforeItAllocates<false>>},
      {Rule::kLeak, "does not free the old block after a move", Make<NeverFreesTheOld<true>>},
      {Rule::kLeak, "does not free the old block after a move", Make<NeverFreesTheOld<false>>},
      {Rule::kReallocMove, "leaves a mapped block in place when it shrinks", Make<KeepsMappings<true>>},
      {Rule::kReallocMove, "leaves a mapped block in place when it keeps its size", Make<KeepsMappings<false>>},
      {Rule::kMapThreshold, "ignores the threshold in os_realloc", Make<GrowsOnTheHeapOnly>},
  };
}

}  // namespace checker
