// Mistakes of section 6, its end: what os_realloc swallows, and how it moves.
#include <algorithm>
#include <utility>

#include "checker/contract/mistake.h"

namespace checker {
namespace {

struct GrowsAfterAbsorbing : Decisions {
  void Absorb(size_t resized, uint64_t need) override {
    below().Absorb(resized, need);
    if (block(resized).size < need && top().IsLast(resized)) top().GrowLast(resized, need);
  }
};

struct AbsorbsNothing : Decisions {
  void Absorb(size_t, uint64_t) override {}
};

struct AbsorbsAll : Decisions {
  void Absorb(size_t resized, uint64_t) override {
    while (top().NextIsFree(resized)) top().SwallowNext(resized);
  }
};

struct AbsorbsOne : Decisions {
  void Absorb(size_t resized, uint64_t) override {
    if (top().NextIsFree(resized)) top().SwallowNext(resized);
  }
};

struct AbsorbsOneThatSuffices : Decisions {
  void Absorb(size_t resized, uint64_t need) override {
    if (!top().NextIsFree(resized)) return;
    if (block(resized).size + units().header + block(resized + 1).size >= need) top().SwallowNext(resized);
  }
};

template <int64_t error>
struct MiscountsTheSwallowed : Decisions {
  void Absorb(size_t resized, uint64_t need) override {
    while (block(resized).size < need && top().NextIsFree(resized)) {
      top().SwallowNext(resized);
      block(resized).size += static_cast<uint64_t>(error);
    }
  }
};

struct AbsorbsOnlyWhatSuffices : Decisions {
  void Absorb(size_t resized, uint64_t need) override {
    uint64_t size = block(resized).size;
    for (size_t next = resized + 1; next < memory().blocks.size() && block(next).free; ++next) {
      size += units().header + block(next).size;
    }
    if (size >= need) below().Absorb(resized, need);
  }
};

struct CoalescesBeforeAbsorbing : Decisions {
  Address Resize(size_t resized, uint64_t size) override {
    const Address payload = memory().PayloadOf(resized);
    top().Coalesce();
    return below().Resize(memory().BlockAt(payload), size);
  }
};

// A free block elsewhere is preferred to what lies behind.
struct MovesRatherThanAbsorbs : Decisions {
  void Absorb(size_t resized, uint64_t need) override {
    bool elsewhere = false;
    for (size_t other = 0; other < memory().blocks.size(); ++other) {
      elsewhere = elsewhere || (block(other).free && block(other).size >= need);
    }
    if (!elsewhere) below().Absorb(resized, need);
  }
};

struct AbsorbsBackwards : Decisions {
  Address Resize(size_t resized, uint64_t size) override {
    const uint64_t need = top().Need(size);
    const bool before = resized > 0 && block(resized - 1).free;
    if (need <= block(resized).size || top().IsLast(resized) || !before) return below().Resize(resized, size);
    top().Absorb(resized, need);
    if (block(resized).size < need && block(resized - 1).size + units().header + block(resized).size >= need) {
      block(--resized).free = false;
      top().SwallowNext(resized);
    }
    if (block(resized).size < need) return top().Move(memory().PayloadOf(resized), size);
    top().Split(resized, need);
    return memory().PayloadOf(resized);
  }
};

struct KeepsAllItAbsorbed : Decisions {
  Address Resize(size_t resized, uint64_t size) override {
    keeps_ = top().Need(size) > block(resized).size;
    const Address result = below().Resize(resized, size);
    keeps_ = false;
    return result;
  }
  Address Move(const Address& pointer, uint64_t size) override {
    keeps_ = false;
    return below().Move(pointer, size);
  }
  void Split(size_t split, uint64_t need) override {
    if (!keeps_) below().Split(split, need);
  }

  bool keeps_ = false;
};

// The block that has swallowed is marked free, as what it swallowed was.
struct FreesWhatAbsorbs : Decisions {
  void Absorb(size_t resized, uint64_t need) override {
    const uint64_t size = block(resized).size;
    below().Absorb(resized, need);
    if (block(resized).size > size) block(resized).free = true;
  }
};

// Contents of the heap are still there, but where a header was written over them; those of a mapping are gone, and what
// is read in their place ends the program, or does not.
template <bool mapped_too>
struct FreesBeforeItAllocates : Decisions {
  Address Move(const Address& pointer, uint64_t size) override {
    const bool mapped = pointer.base == Address::Base::kMap;
    if (!mapped_too && mapped) return below().Move(pointer, size);
    const size_t old = memory().BlockAt(pointer);
    const uint64_t kept = old == kNone ? 0 : std::min(size, block(old).size);
    top().Free(pointer);
    if (mapped) memory().Corrupt();
    const Address target = top().Malloc(size);
    for (const Block& other : memory().blocks) {
      const bool over = other.offset < pointer.offset + kept && pointer.offset < other.offset + units().header;
      if (!mapped && over && memory().PayloadOf(&other - memory().blocks.data()) != pointer) {
        memory().spoiled.push_back(Rule::kReallocCopy);
      }
    }
    return target;
  }
};

// The new block is os_calloc's, which maps more.
struct MovesToCalloc : Decisions {
  Address Move(const Address& pointer, uint64_t size) override {
    moves_ = true;
    const Address target = below().Move(pointer, size);
    moves_ = false;
    return target;
  }
  Address Malloc(uint64_t size) override {
    return std::exchange(moves_, false) ? top().Calloc(1, size) : below().Malloc(size);
  }

  bool moves_ = false;
};

struct UnmapsBeforeItCopies : Decisions {
  void Copy(const Address& from, const Address& to, uint64_t bytes) override {
    if (from.base != Address::Base::kMap) return below().Copy(from, to, bytes);
    top().Unmap(from.map);
    memory().Stop();
  }
  void Free(const Address& pointer) override {
    if (memory().call.returned) below().Free(pointer);
  }
};

// Of each `parts` bytes, one; at most `most`.
template <uint64_t parts, uint64_t most>
struct CopiesTooLittle : Decisions {
  void Copy(const Address& from, const Address&, uint64_t bytes) override {
    const Live* live = memory().LiveAt(from);
    const uint64_t asked = live == nullptr ? bytes : std::min(live->size, bytes);
    if (std::min(bytes / parts, most) < asked) memory().spoiled.push_back(Rule::kReallocCopy);
  }
};

// As many bytes as the old block had, over what lies behind the new one; what its last page has to spare takes no harm.
struct CopiesTooMuch : Decisions {
  void Copy(const Address& from, const Address& to, uint64_t bytes) override {
    const size_t target = memory().BlockAt(to), source = memory().BlockAt(from);
    const uint64_t old_size = source != kNone ? block(source).size : memory().mappings[from.map] - units().header;
    const bool ends = target == kNone || memory().IsLast(target);
    uint64_t room = target != kNone ? block(target).size : memory().mappings[to.map] - units().header;
    const uint64_t end = (target != kNone ? memory().PayloadOf(target).offset : units().header) + room;
    if (ends) room += (units().page - end % units().page) % units().page;
    if (old_size <= room) return below().Copy(from, to, bytes);
    if (target == kNone) return memory().Undefined();  // the old block itself may lie behind
    memory().Corrupt();
    below().Copy(from, to, bytes);
  }
};

template <bool mapped_too>
struct NeverFreesTheOld : Decisions {
  Address Move(const Address& pointer, uint64_t size) override {
    if (!mapped_too && pointer.base == Address::Base::kMap) return below().Move(pointer, size);
    return top().Malloc(size);
  }
};

// A mapped block stays where it is: if it shrinks, or only if it keeps its size.
template <bool shrinks_too>
struct KeepsMappings : Decisions {
  Address Move(const Address& pointer, uint64_t size) override {
    const uint64_t length = pointer.base == Address::Base::kMap ? memory().mappings[pointer.map] : 0;
    const bool stays = shrinks_too ? Footprint(size) <= length : Footprint(size) == length;
    return stays ? pointer : below().Move(pointer, size);
  }
};

// The jail refuses, and what mremap returns then is no block's address.
struct Remaps : Decisions {
  Address Move(const Address& pointer, uint64_t size) override {
    const bool remaps = pointer.base == Address::Base::kMap && Footprint(size) >= top().MallocThreshold();
    if (!remaps) return below().Move(pointer, size);
    memory().call.system_calls.push_back({"mremap", Address::Null(), 0, "", "EPERM"});
    memory().Stop();
    return Address::Null();
  }
};

// A heap block that becomes large is treated as any other.
struct GrowsOnTheHeapOnly : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    const size_t resized = size == 0 ? kNone : memory().BlockAt(pointer);
    const bool used = resized != kNone && !block(resized).free && !top().IsTooLarge(size);
    return used ? top().Resize(resized, size) : below().Realloc(pointer, size);
  }
};

}  // namespace

std::vector<Mistake> MoveMistakes() {
  return {
      {Rule::kReallocMove, "grows the break after swallowing all behind a block", Make<GrowsAfterAbsorbing>},
      {Rule::kReallocAbsorb, "swallows no free block in os_realloc", Make<AbsorbsNothing>},
      {Rule::kReallocAbsorbStop, "swallows all free blocks behind at once", Make<AbsorbsAll>},
      {Rule::kReallocAbsorb, "swallows one free block at most", Make<AbsorbsOne>},
      {Rule::kReallocAbsorb, "swallows one free block, and only where it suffices", Make<AbsorbsOneThatSuffices>},
      {Rule::kReallocAbsorb, "swallows nothing where it does not suffice", Make<AbsorbsOnlyWhatSuffices>},
      {Rule::kReallocAbsorb, "forgets the header of what it swallows", Make<MiscountsTheSwallowed<-32>>},
      {Rule::kReallocAbsorb, "counts the header of what it swallows twice", Make<MiscountsTheSwallowed<32>>},
      {Rule::kReallocAbsorbStop, "joins free blocks before it swallows them", Make<CoalescesBeforeAbsorbing>},
      {Rule::kReallocAbsorb, "moves where a free block elsewhere fits, rather than swallow",
       Make<MovesRatherThanAbsorbs>},
      {Rule::kReallocAbsorb, "swallows the free block before, too", Make<AbsorbsBackwards>},
      {Rule::kReallocAbsorb, "does not split off what it swallowed too much", Make<KeepsAllItAbsorbed>},
      {Rule::kReallocAbsorb, "marks a block free that has swallowed another", Make<FreesWhatAbsorbs>},
      {Rule::kOrder, "frees the old block before it has the new one", Make<FreesBeforeItAllocates<true>>},
      {Rule::kOrder, "frees the old block before it has the new one", Make<FreesBeforeItAllocates<false>>},
      {Rule::kOrder, "unmaps the old block before it has copied it", Make<UnmapsBeforeItCopies>},
      {Rule::kReallocCopy, "copies nothing when a block moves", Make<CopiesTooLittle<1, 0>>},
      {Rule::kReallocCopy, "copies half of a block that moves", Make<CopiesTooLittle<2, UINT64_MAX>>},
      {Rule::kReallocCopy, "copies 8 bytes of a block that moves", Make<CopiesTooLittle<1, 8>>},
      {Rule::kReallocCopy, "copies all of the old block into a smaller one", Make<CopiesTooMuch>},
      {Rule::kLeak, "does not free the old block after a move", Make<NeverFreesTheOld<true>>},
      {Rule::kLeak, "does not free the old block after a move", Make<NeverFreesTheOld<false>>},
      {Rule::kReallocMove, "leaves a mapped block in place when it shrinks", Make<KeepsMappings<true>>},
      {Rule::kReallocMove, "leaves a mapped block in place when it keeps its size", Make<KeepsMappings<false>>},
      {Rule::kReallocMove, "gets the block that it moves to from os_calloc", Make<MovesToCalloc>},
      {Rule::kForbiddenCall, "resizes a mapping by mremap", Make<Remaps>},
      {Rule::kMapThreshold, "ignores the threshold in os_realloc", Make<GrowsOnTheHeapOnly>},
  };
}

}  // namespace checker
