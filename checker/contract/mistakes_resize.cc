// Mistakes of section 6, its beginning: what os_realloc does in place.
#include "checker/contract/mistake.h"

namespace checker {
namespace {

struct NullGivesNull : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    return pointer == Address::Null() ? pointer : below().Realloc(pointer, size);
  }
};

struct NullIsCalloc : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    return pointer == Address::Null() ? top().Calloc(1, size) : below().Realloc(pointer, size);
  }
};

// os_realloc(p, 0) does nothing, and returns p or NULL.
template <bool returns_pointer>
struct ZeroFreesNothing : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    if (size > 0 || pointer == Address::Null()) return below().Realloc(pointer, size);
    return returns_pointer ? pointer : Address::Null();
  }
};

// The smallest block there is, or none of its bytes, is kept.
struct ZeroShrinks : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    const size_t resized = memory().BlockAt(pointer);
    const bool shrinks = size == 0 && resized != kNone && !block(resized).free;
    if (!shrinks) return below().Realloc(pointer, size);
    top().Shrink(resized, 0);
    return pointer;
  }
};

// A freed block is resized; it stays free or is in use again.
template <bool marks_used>
struct ResizesFreed : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    const size_t resized = memory().BlockAt(pointer);
    if (size == 0 || resized == kNone || !block(resized).free) return below().Realloc(pointer, size);
    block(resized).free = false;
    const Address result = below().Realloc(pointer, size);
    if (!marks_used && result == pointer) block(memory().BlockAt(pointer)).free = true;
    return result;
  }
};

struct AllocatesForFreed : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    const size_t resized = memory().BlockAt(pointer);
    const bool freed = resized != kNone && block(resized).free;
    return freed && size > 0 ? top().Malloc(size) : below().Realloc(pointer, size);
  }
};

// Moves to grow, to shrink, to keep the size.
template <bool grows, bool shrinks, bool keeps>
struct MovesTo : Decisions {
  Address Resize(size_t resized, uint64_t size) override {
    const uint64_t before = block(resized).size, need = top().Need(size);
    const bool moves = need > before ? grows : need < before ? shrinks : keeps;
    return moves ? top().Move(memory().PayloadOf(resized), size) : below().Resize(resized, size);
  }
};

struct NeverShrinks : Decisions {
  void Shrink(size_t, uint64_t) override {}
};

struct JoinsTheRestOfAShrink : Decisions {
  void Shrink(size_t resized, uint64_t need) override {
    below().Shrink(resized, need);
    if (top().NextIsFree(resized) && top().NextIsFree(resized + 1)) top().SwallowNext(resized + 1);
  }
};

// The rest of a block in use is marked as in use, too.
struct LosesTheRestOfTheResized : Decisions {
  Address Resize(size_t resized, uint64_t size) override {
    resizes_ = true;
    const Address result = below().Resize(resized, size);
    resizes_ = false;
    return result;
  }
  Address Move(const Address& pointer, uint64_t size) override {
    resizes_ = false;
    return below().Move(pointer, size);
  }
  void Split(size_t split, uint64_t need) override {
    const size_t blocks = memory().blocks.size();
    below().Split(split, need);
    if (resizes_ && memory().blocks.size() > blocks) block(split + 1).free = false;
  }

  bool resizes_ = false;
};

struct LosesContentsWhenItShrinks : Decisions {
  void Shrink(size_t resized, uint64_t need) override {
    if (need < block(resized).size) memory().spoiled.push_back(Rule::kReallocCopy);
    below().Shrink(resized, need);
  }
};

struct RoundsNothingInRealloc : Decisions {
  Address Realloc(const Address& pointer, uint64_t size) override {
    rounds_ = false;
    const Address result = below().Realloc(pointer, size);
    rounds_ = true;
    return result;
  }
  Address Malloc(uint64_t size) override {
    rounds_ = true;
    return below().Malloc(size);
  }
  uint64_t Need(uint64_t size) override { return rounds_ ? below().Need(size) : size; }

  bool rounds_ = true;
};

struct NeverGrowsLast : Decisions {
  Address Resize(size_t resized, uint64_t size) override {
    const bool grows = top().Need(size) > block(resized).size && top().IsLast(resized);
    return grows ? top().Move(memory().PayloadOf(resized), size) : below().Resize(resized, size);
  }
};

template <bool by_header, bool keeps>
struct GrowsLastTooFar : Decisions {
  void GrowLast(size_t resized, uint64_t need) override {
    const uint64_t extra = by_header ? units().header : block(resized).size;
    memory().MoveBreak(memory().break_at + need - block(resized).size + extra);
    block(resized).size = keeps ? need + extra : need;
  }
};

// The memory behind a block is not where a mapping lies.
template <bool whole>
struct GrowsLastByMapping : Decisions {
  void GrowLast(size_t resized, uint64_t need) override {
    const uint64_t missing = need - block(resized).size;
    top().Map(whole ? need : missing - units().header);
    block(resized).size = need;
    memory().Corrupt();
  }
};

}  // namespace

std::vector<Mistake> ResizeMistakes() {
  return {
      {Rule::kReallocNull, "returns NULL for os_realloc(NULL, n)", Make<NullGivesNull>},
      {Rule::kReallocNull, "treats os_realloc(NULL, n) as os_calloc", Make<NullIsCalloc>},
      {Rule::kReallocZero, "frees nothing in os_realloc(p, 0)", Make<ZeroFreesNothing<false>>},
      {Rule::kReallocZero, "returns the block as it is from os_realloc(p, 0)", Make<ZeroFreesNothing<true>>},
      {Rule::kReallocZero, "shrinks a block to nothing in os_realloc(p, 0)", Make<ZeroShrinks>},
      {Rule::kReallocFreed, "resizes a block that is free and uses it again", Make<ResizesFreed<true>>},
      {Rule::kReallocFreed, "resizes a block that is free", Make<ResizesFreed<false>>},
      {Rule::kReallocFreed, "gives out a new block for one that is free", Make<AllocatesForFreed>},
      {Rule::kAlign, "does not round sizes up in os_realloc", Make<RoundsNothingInRealloc>},
      {Rule::kReallocShrink, "moves to shrink in os_realloc", Make<MovesTo<false, true, false>>},
      {Rule::kReallocShrink, "moves to keep the size in os_realloc", Make<MovesTo<false, false, true>>},
      {Rule::kReallocShrink, "keeps a block as large as it is when it should shrink", Make<NeverShrinks>},
      {Rule::kSplit, "does not mark the rest free where os_realloc splits", Make<LosesTheRestOfTheResized>},
      {Rule::kReallocShrink, "joins the rest of a shrunk block with what follows", Make<JoinsTheRestOfAShrink>},
      {Rule::kReallocCopy, "loses the contents of a block that shrinks", Make<LosesContentsWhenItShrinks>},
      {Rule::kReallocGrowLast, "moves the last block to grow it", Make<NeverGrowsLast>},
      {Rule::kReallocGrowLast, "grows the last block by all that is needed", Make<GrowsLastTooFar<false, true>>},
      {Rule::kReallocGrowLast, "grows the last block by all that is needed", Make<GrowsLastTooFar<false, false>>},
      {Rule::kReallocGrowLast, "grows the last block by a header too much", Make<GrowsLastTooFar<true, true>>},
      {Rule::kReallocGrowLast, "grows the last block by a header too much", Make<GrowsLastTooFar<true, false>>},
      {Rule::kReallocGrowLast, "grows the last block by mmap", Make<GrowsLastByMapping<false>>},
      {Rule::kReallocGrowLast, "grows the last block by mmap", Make<GrowsLastByMapping<true>>},
      {Rule::kReallocMove, "always moves to grow in os_realloc", Make<MovesTo<true, false, false>>},
      {Rule::kReallocMove, "always moves in os_realloc", Make<MovesTo<true, true, true>>},
  };
}

}  // namespace checker
