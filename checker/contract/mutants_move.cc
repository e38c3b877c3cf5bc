// Mutants of section 6, its end: what os_realloc swallows, and how it moves.
#include "checker/contract/mutants.h"

namespace checker {
namespace {

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

std::vector<Mutant> MoveMutants() {
  return {
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
