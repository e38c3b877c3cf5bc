// Phrases about section 2: which free block is taken, joined, split, expanded.
#include "checker/programs/heap_view.h"
#include "checker/programs/phrases.h"

namespace checker::phrase {
namespace {

constexpr uint64_t kMoreThanAnyGrain = 512;  // than what Lay() adds by chance

int Map(Draft* draft) {
  const int mapped = draft->Malloc(draft->units().mmap_threshold + draft->Grains(1, 500));
  draft->Hold(mapped);
  return mapped;
}

bool ExactFit(Draft* draft) {
  const int hole = Neighbours(draft, 1)[0];
  const uint64_t size = draft->SizeOf(hole);
  draft->Free(hole);
  return draft->IsAt(draft->Ask(size), hole);
}

bool BestFit(Draft* draft) {
  const int best = draft->Lay();
  const uint64_t size = draft->SizeOf(best);
  draft->Hold(draft->Lay());
  // Left and right of where the best one comes to lie.
  const int left = draft->Lay(size / 2);
  draft->Hold(draft->Lay());
  const int middle = draft->Malloc(size);
  draft->Hold(draft->Lay());
  const int right = draft->Lay(size / 2);
  draft->Hold(draft->Lay());
  FreeInAnyOrder(draft, {left, middle, right});
  return draft->IsAt(draft->Ask(Loosely(draft, size)), middle);
}

bool Tie(Draft* draft) {
  std::vector<int> holes = Neighbours(draft, 1);
  const uint64_t size = draft->SizeOf(holes[0]);
  for (uint64_t more = 1 + draft->Below(2); more > 0; --more) {
    holes.push_back(draft->Malloc(draft->Bytes(size)));
    draft->Hold(draft->Lay());
  }
  FreeInAnyOrder(draft, holes);
  return draft->IsAt(draft->Ask(Loosely(draft, size)), holes[0]);
}

bool NoSplit(Draft* draft) {
  std::vector<int> blocks = Neighbours(draft, 2);
  const uint64_t size = draft->SizeOf(blocks[0]), behind = draft->SizeOf(blocks[1]);
  draft->Free(blocks[0]);
  const int whole = draft->Ask(size - kTooLittle);
  draft->Free(blocks[1]);
  const int next = draft->Ask(behind + UpToAHeader(draft)), second = draft->Ask(behind);
  draft->Free(whole);
  return draft->IsAt(whole, blocks[0]) && !draft->IsAt(next, blocks[1]) && draft->IsAt(second, blocks[1]) &&
         draft->IsAt(draft->Ask(size), blocks[0]);
}

bool Split(Draft* draft) {
  const int hole = Neighbours(draft, 1)[0];
  const uint64_t size = draft->SizeOf(hole);
  draft->Free(hole);
  const int first = draft->Ask(size - kEnough);
  const int rest = draft->Ask(kEnough - kHeader);
  return draft->IsAt(first, hole) && draft->AddressOf(rest).offset == draft->AddressOf(hole).offset + size - 8;
}

bool Pair(Draft* draft) {
  const std::vector<int> blocks = Neighbours(draft, 2);
  const uint64_t size = draft->SizeOf(blocks[0]) + kHeader + draft->SizeOf(blocks[1]);
  FreeInAnyOrder(draft, blocks);
  return draft->IsAt(draft->Ask(Loosely(draft, size)), blocks[0]);
}

// Not freed from one end to the other, so that it takes looking both ways.
bool Run(Draft* draft) {
  const std::vector<int> blocks = Neighbours(draft, 3);
  uint64_t size = 2 * kHeader;
  for (int block : blocks) size += draft->SizeOf(block);
  const int large = draft->Malloc(draft->Bytes(size + draft->Grains(8, 16)));
  draft->Hold(draft->Lay());
  const bool ends_first = draft->Chance(50);
  std::vector<int> order = {blocks[0], blocks[2]};
  if (draft->Chance(50)) std::swap(order[0], order[1]);
  order.insert(ends_first ? order.begin() + 1 : order.begin(), blocks[1]);
  draft->Free(large);
  for (int block : order) draft->Free(block);
  return draft->IsAt(draft->Ask(Loosely(draft, size)), blocks[0]);
}

bool Expand(Draft* draft) {
  draft->FillEnd();
  const int last = draft->Lay();
  draft->Free(last);
  const uint64_t size = draft->model().heap().back().size + draft->Grains(1, 40);
  const int larger = draft->Ask(size);
  const int next = draft->Ask(size);
  return draft->IsAt(larger, last) && !draft->IsAt(next, last);
}

bool LargeFree(Draft* draft) {
  const uint64_t threshold = draft->units().mmap_threshold;
  const int large = draft->Malloc(threshold - 2 * kHeader - draft->Grains(0, 8)), behind = draft->Lay();
  draft->Hold(large);
  draft->Hold(draft->Lay());
  const uint64_t size = draft->SizeOf(large) + kHeader + draft->SizeOf(behind);
  FreeInAnyOrder(draft, {large, behind});
  const int most = draft->Malloc(threshold - 4096);
  draft->Hold(most);
  const int rest = draft->Malloc(size - draft->SizeOf(most) - kHeader);
  draft->Hold(rest);
  return draft->IsAt(most, large);
}

bool Last(Draft* draft) {
  draft->FillEnd();
  const int larger = draft->Lay(kMoreThanAnyGrain);
  draft->Hold(draft->Lay());
  const int last = draft->Lay();
  const uint64_t size = draft->SizeOf(last);
  if (size >= draft->SizeOf(larger)) return false;
  FreeInAnyOrder(draft, {larger, last});
  return draft->IsAt(draft->Ask(Loosely(draft, size)), last);
}

bool MappingBetween(Draft* draft) {
  draft->FillEnd();
  const int first = draft->Lay(), mapped = Map(draft), second = draft->Lay();
  draft->Hold(draft->Lay());
  const uint64_t size = draft->SizeOf(first) + kHeader + draft->SizeOf(second);
  FreeInAnyOrder(draft, {first, second});
  const bool joined = draft->IsAt(draft->Ask(Loosely(draft, size)), first);
  draft->Free(mapped);
  return joined;
}

bool MappingBehind(Draft* draft) {
  draft->FillEnd();
  const int last = draft->Lay(), mapped = Map(draft);
  const uint64_t size = draft->SizeOf(last);
  draft->Free(last);
  const bool expands = draft->IsAt(draft->Ask(size + draft->Grains(1, 40)), last);
  draft->Free(mapped);
  return expands;
}

}  // namespace

Phrases HeapPhrases() {
  using R = Rule;
  using T = Topic;
  return {
      {T::kExactFit, {ExactFit, {}}},
      {T::kBestFit, {BestFit, {R::kBestFit}}},
      {T::kTie, {Tie, {R::kBestFit, R::kTie}}},
      {T::kNoSplit, {NoSplit, {R::kNoSplit}}},
      {T::kSplit, {Split, {R::kSplit}}},
      {T::kPair, {Pair, {R::kCoalesce}}},
      {T::kFirstPair, {Pair, {R::kCoalesce}}},  // of the blocks that are there then
      {T::kRun, {Run, {R::kCoalesce, R::kBestFit}}},
      {T::kExpand, {Expand, {R::kExpand}}},
      {T::kLargeFree, {LargeFree, {R::kCoalesce, R::kSplit}}},
      {T::kLast, {Last, {R::kBestFit, R::kExpand}}},
      {T::kMappingBetween, {MappingBetween, {R::kCoalesce, R::kMapThreshold, R::kFreeUnmap}}},
      {T::kMappingBehind, {MappingBehind, {R::kExpand, R::kMapThreshold, R::kFreeUnmap}}},
  };
}

}  // namespace checker::phrase
