// Phrases about section 6: what os_realloc does in place, swallows, and moves.
#include "checker/programs/heap_view.h"
#include "checker/programs/phrases.h"

namespace checker::phrase {
namespace {

// A block in use, and free ones behind it, freed in this order.
std::vector<int> BeforeFree(Draft* draft, const std::vector<size_t>& order) {
  const std::vector<int> blocks = Neighbours(draft, order.size() + 1);
  for (size_t freed : order) draft->Free(blocks[freed]);
  return blocks;
}

// Resizes the first block to `need`; whether it stayed where it was.
bool Stays(Draft* draft, int block, uint64_t need) {
  const Address before = draft->AddressOf(block);
  draft->Realloc(block, draft->Bytes(need));
  return draft->AddressOf(block) == before;
}

uint64_t SizeWith(Draft* draft, const std::vector<int>& blocks, size_t count) {
  uint64_t size = draft->SizeOf(blocks[0]);
  for (size_t block = 1; block < count; ++block) size += kHeader + draft->SizeOf(blocks[block]);
  return size;
}

// The first of the two is enough, with nothing to split off; the second is not larger than before.
bool StopSwallowingAfter(Draft* draft, const std::vector<size_t>& order) {
  const std::vector<int> blocks = BeforeFree(draft, order);
  const uint64_t second = draft->SizeOf(blocks[2]);
  const bool stays = Stays(draft, blocks[0], SizeWith(draft, blocks, 2) - 24);
  return stays && !draft->IsAt(draft->Ask(second + 24), blocks[2]);
}

// Of the sizes that only os_calloc maps.
bool ReallocNull(Draft* draft) {
  const int block = draft->Realloc(-1, draft->Bytes(draft->units().page + draft->Grains(0, 100)));
  draft->Hold(block);
  return !draft->IsMapped(block);
}

bool ReallocZero(Draft* draft) {
  const int hole = Neighbours(draft, 1)[0];
  const uint64_t size = draft->SizeOf(hole);
  draft->Realloc(hole, 0);
  return draft->IsAt(draft->Ask(Loosely(draft, size)), hole);
}

bool ReallocFreed(Draft* draft) {
  const int freed = Neighbours(draft, 1)[0];
  const uint64_t size = draft->SizeOf(freed);
  draft->Free(freed);
  draft->Realloc(freed, draft->Chance(50) ? size - kEnough : size + draft->Grains(1, 20));
  return true;
}

bool KeepSize(Draft* draft) {
  const int block = Neighbours(draft, 1)[0];
  const Address before = draft->AddressOf(block);
  draft->Realloc(block, draft->Bytes(draft->SizeOf(block)));
  return draft->AddressOf(block) == before;
}

bool Shrink(Draft* draft) {
  const int block = Neighbours(draft, 1)[0];
  const uint64_t size = draft->SizeOf(block), rest = 8 * (1 + draft->Below((size - kEnough) / 8 - 1));
  draft->Realloc(block, draft->Bytes(size - kHeader - rest));
  const Address behind = Address::Heap(draft->AddressOf(block).offset + size - rest);
  return draft->AddressOf(draft->Ask(rest)) == behind;
}

// The rest alone brings the block to its old size, with too little to spare to be split off.
bool ShrinkBesideFree(Draft* draft) {
  const std::vector<int> blocks = Neighbours(draft, 2);
  const uint64_t size = draft->SizeOf(blocks[0]), behind = draft->SizeOf(blocks[1]);
  draft->Free(blocks[1]);
  draft->Realloc(blocks[0], draft->Bytes(size - kEnough - draft->Grains(0, 4)));
  draft->Realloc(blocks[0], size - 24);
  return !draft->IsAt(draft->Ask(behind + 24), blocks[1]);
}

bool GrowLast(Draft* draft) {
  draft->FillEnd();
  const int last = draft->Lay();
  const Address before = draft->AddressOf(last);
  draft->Realloc(last, draft->Bytes(draft->SizeOf(last) + draft->Grains(1, 40)));
  return draft->AddressOf(last) == before && IsLast(draft->model(), before);
}

bool Swallow(Draft* draft) {
  const std::vector<int> blocks = BeforeFree(draft, {1});
  return Stays(draft, blocks[0], SizeWith(draft, blocks, 2));
}

bool SwallowTwo(Draft* draft) {
  const std::vector<int> blocks = draft->Chance(50) ? BeforeFree(draft, {1, 2}) : BeforeFree(draft, {2, 1});
  return Stays(draft, blocks[0], SizeWith(draft, blocks, 3));
}

bool SwallowAndSplit(Draft* draft) {
  const std::vector<int> blocks = BeforeFree(draft, {1});
  const uint64_t rest = draft->SizeOf(blocks[1]) - 16, all = SizeWith(draft, blocks, 2);
  const bool stays = Stays(draft, blocks[0], all - kHeader - rest);
  const Address behind = Address::Heap(draft->AddressOf(blocks[1]).offset + 16);
  return stays && draft->AddressOf(draft->Ask(rest)) == behind;
}

bool SwallowTooLittle(Draft* draft) {
  const std::vector<int> blocks = BeforeFree(draft, {1});
  return !Stays(draft, blocks[0], SizeWith(draft, blocks, 2) + UpToAHeader(draft));
}

bool SwallowEnd(Draft* draft) {
  draft->FillEnd();
  const std::vector<int> blocks = {draft->Lay(), draft->Lay()};
  draft->Free(blocks[1]);
  return !Stays(draft, blocks[0], SizeWith(draft, blocks, 2) + draft->Grains(1, 20)) &&
         IsLast(draft->model(), draft->AddressOf(blocks[0]));
}

bool StopSwallowing(Draft* draft) { return StopSwallowingAfter(draft, {1, 2}); }

bool StopSwallowing2(Draft* draft) { return StopSwallowingAfter(draft, {2, 1}); }

bool MoveBehindFree(Draft* draft) {
  const std::vector<int> blocks = Neighbours(draft, 2);
  const uint64_t size = SizeWith(draft, blocks, 2);
  draft->Free(blocks[0]);
  const bool stays = Stays(draft, blocks[1], size - draft->Below(3) * 8);
  return !stays && draft->IsAt(draft->Ask(Loosely(draft, size)), blocks[0]);
}

bool MoveIntoPair(Draft* draft) {
  const int block = Neighbours(draft, 1)[0];
  const std::vector<int> pair = Neighbours(draft, 2);
  const uint64_t size = SizeWith(draft, pair, 2);
  FreeInAnyOrder(draft, pair);
  draft->Realloc(block, draft->Bytes(Loosely(draft, size)));
  return draft->IsAt(block, pair[0]);
}

bool MoveMapped(Draft* draft) {
  const uint64_t threshold = draft->units().mmap_threshold;
  uint64_t size = threshold + draft->Grains(1000, 9000);
  const int block = draft->Malloc(draft->Bytes(size));
  draft->Realloc(block, draft->Bytes(size));
  size -= draft->Grains(1, 900);
  draft->Realloc(block, draft->Bytes(size));
  draft->Realloc(block, draft->Bytes(size + draft->Grains(1, 900)));
  // Onto the heap, though os_calloc would map as much.
  draft->Realloc(block, draft->Bytes(draft->units().page + draft->Grains(20, 200)));
  return !draft->IsMapped(block);
}

// Though it is the heap's last, which could grow.
bool MoveToMapping(Draft* draft) {
  draft->FillEnd();
  const int block = draft->Lay();
  const uint64_t size = draft->SizeOf(block), least = draft->units().mmap_threshold - kHeader;
  draft->Realloc(block, draft->Bytes(draft->Chance(50) ? least : least + draft->Grains(1, 5000)));
  draft->Ask(Loosely(draft, size));
  const bool mapped = draft->IsMapped(block);
  draft->Free(block);
  return mapped;
}

}  // namespace

Phrases ResizePhrases() {
  using R = Rule;
  using T = Topic;
  return {
      {T::kReallocNull, {ReallocNull, {R::kReallocNull}}},
      {T::kReallocZero, {ReallocZero, {R::kReallocZero}}},
      {T::kReallocFreed, {ReallocFreed, {R::kReallocFreed}}},
      {T::kKeepSize, {KeepSize, {R::kReallocShrink}}},
      {T::kShrink, {Shrink, {R::kReallocShrink, R::kSplit}}},
      {T::kShrinkBesideFree,
       {ShrinkBesideFree, {R::kReallocShrink, R::kReallocAbsorb, R::kReallocAbsorbStop, R::kSplit}}},
      {T::kGrowLast, {GrowLast, {R::kReallocGrowLast}}},
      {T::kSwallow, {Swallow, {R::kReallocAbsorb}}},
      {T::kSwallowTwo, {SwallowTwo, {R::kReallocAbsorb}}},
      {T::kSwallowAndSplit, {SwallowAndSplit, {R::kReallocAbsorb, R::kSplit}}},
      {T::kSwallowTooLittle, {SwallowTooLittle, {R::kReallocAbsorb, R::kReallocMove, R::kCoalesce}}},
      {T::kSwallowEnd, {SwallowEnd, {R::kReallocAbsorb, R::kReallocMove, R::kExpand}}},
      {T::kStopSwallowing, {StopSwallowing, {R::kReallocAbsorb, R::kReallocAbsorbStop}}},
      {T::kStopSwallowing2, {StopSwallowing2, {R::kReallocAbsorb, R::kReallocAbsorbStop}}},
      {T::kMoveBehindFree, {MoveBehindFree, {R::kReallocMove, R::kCoalesce}}},
      {T::kMoveIntoPair, {MoveIntoPair, {R::kReallocMove, R::kCoalesce}}},
      {T::kMoveMapped, {MoveMapped, {R::kReallocMove, R::kMapThreshold, R::kFreeUnmap}}},
      {T::kMoveToMapping, {MoveToMapping, {R::kReallocMove, R::kMapThreshold, R::kFreeUnmap}}},
  };
}

}  // namespace checker::phrase
