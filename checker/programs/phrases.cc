#include "checker/programs/phrases.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "checker/programs/heap_view.h"

namespace checker {
namespace {

constexpr uint64_t kSizeMax = std::numeric_limits<uint64_t>::max();

// What a header takes, what is too little to be split off (with the header), and what is just enough.
constexpr uint64_t kHeader = 32;
constexpr uint64_t kTooLittle = 32;
constexpr uint64_t kEnough = 40;

constexpr uint64_t kMoreThanAnyGrain = 512;  // than what Lay() adds by chance

// Neighbours at the heap's end, behind them one that stays in use.
std::vector<int> Neighbours(Draft* draft, size_t count) {
  std::vector<int> blocks(count);
  for (int& block : blocks) block = draft->Lay();
  draft->Hold(draft->Lay());
  return blocks;
}

void FreeInAnyOrder(Draft* draft, std::vector<int> blocks) {
  for (size_t left = blocks.size(); left > 0; --left) {
    std::swap(blocks[left - 1], blocks[draft->Below(left)]);
    draft->Free(blocks[left - 1]);
  }
}

// A size for which a block of `size` is used whole, with something to spare.
uint64_t Loosely(Draft* draft, uint64_t size) { return size - draft->Spare(); }

// What is missing where a header is counted that is not there.
uint64_t UpToAHeader(Draft* draft) { return 8 * (1 + draft->Below(4)); }

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

int Map(Draft* draft) {
  const int mapped = draft->Malloc(draft->units().mmap_threshold + draft->Grains(1, 500));
  draft->Hold(mapped);
  return mapped;
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

bool Zero(Draft* draft) {
  if (draft->style() != Style::kCalloc || draft->Chance(30)) draft->Malloc(0);
  if (draft->style() == Style::kMalloc) return true;
  if (draft->style() != Style::kRealloc) {
    draft->Calloc(0, 1 + draft->Below(9));
    draft->Calloc(1 + draft->Below(9), 0);
  }
  if (draft->style() != Style::kCalloc) draft->Realloc(-1, 0);
  return true;
}

bool TooLarge(Draft* draft) {
  draft->Malloc(draft->Chance(50) ? kSizeMax - draft->Below(48) : kSizeMax / 2 + 1 + draft->Below(64));
  draft->Calloc(1, kSizeMax - draft->Below(48));
  draft->Realloc(draft->Lay(), kSizeMax - draft->Below(48));
  return true;
}

bool Threshold(Draft* draft) {
  const uint64_t least = draft->units().mmap_threshold - kHeader;
  draft->Hold(draft->Malloc(least - 8 - draft->Below(8)));
  draft->Free(draft->Malloc(least - draft->Below(8)));
  return true;
}

// A length that is no number of pages.
bool Mapping(Draft* draft) {
  const uint64_t pages = 33 + draft->Below(40);
  const int mapped = draft->Malloc(pages * draft->units().page + draft->Grains(8, 200));
  draft->Lay();
  if (draft->IsMapped(mapped)) draft->Free(mapped);
  return true;
}

bool Page(Draft* draft) {
  const uint64_t least = draft->units().page - kHeader;
  const int below = draft->Calloc(1, draft->Bytes(least - 8));
  const int at = draft->Calloc(1, draft->Bytes(least)), above = draft->Calloc(2, least / 2 + draft->Grains(1, 100));
  draft->Free(above);
  draft->Free(at);
  return !draft->IsMapped(below);
}

// In no hole, where it would not be seen how large it is.
bool Elements(Draft* draft) {
  const uint64_t count = 8 * (2 + draft->Below(4));
  const uint64_t size = LargestHole(draft->model()) / count + 1 + draft->Below(8);
  draft->Calloc(count, size % 8 == 0 ? size + 1 : size);
  draft->Hold(draft->Lay());
  return true;
}

bool Overflow(Draft* draft) {
  const unsigned shift = 1 + static_cast<unsigned>(draft->Below(12));
  const uint64_t size = uint64_t{1} << shift, wrapped = 1 + draft->Below(2048 / size + 1);
  const uint64_t count = (kSizeMax >> shift) + 1 + wrapped;
  const bool swapped = draft->Chance(50);
  draft->Calloc(swapped ? size : count, swapped ? count : size);
  return true;
}

// What is cleared beyond the block is missed by the next that is appended.
bool Cleared(Draft* draft) {
  const int hole = Neighbours(draft, 1)[0];
  const uint64_t size = draft->SizeOf(hole);
  draft->Free(hole);
  const int cleared = draft->Calloc(1, draft->Bytes(size));
  draft->Hold(draft->Lay());
  return draft->IsAt(cleared, hole);
}

bool FreeNull(Draft* draft) {
  draft->Free(-1);
  return true;
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

// The first of the two is enough, with nothing to split off; the second is not larger than before.
bool StopSwallowingAfter(Draft* draft, const std::vector<size_t>& order) {
  const std::vector<int> blocks = BeforeFree(draft, order);
  const uint64_t second = draft->SizeOf(blocks[2]);
  const bool stays = Stays(draft, blocks[0], SizeWith(draft, blocks, 2) - 24);
  return stays && !draft->IsAt(draft->Ask(second + 24), blocks[2]);
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
  draft->Realloc(block, draft->Bytes(draft->Grains(20, 200)));
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

struct Phrase {
  bool (*write)(Draft* draft);
  std::set<Rule> rules;
};

// In the order of Topic.
const std::vector<Phrase>& Phrases() {
  using R = Rule;
  static const std::vector<Phrase> phrases = {
      {ExactFit, {}},
      {BestFit, {R::kBestFit}},
      {Tie, {R::kBestFit, R::kTie}},
      {NoSplit, {R::kNoSplit}},
      {Split, {R::kSplit}},
      {Pair, {R::kCoalesce}},
      {Run, {R::kCoalesce, R::kBestFit}},
      {Expand, {R::kExpand}},
      {LargeFree, {R::kCoalesce, R::kSplit}},
      {Last, {R::kBestFit, R::kExpand}},
      {MappingBetween, {R::kCoalesce, R::kMapThreshold, R::kFreeUnmap}},
      {MappingBehind, {R::kExpand, R::kMapThreshold, R::kFreeUnmap}},
      {Zero, {R::kZeroSize}},
      {TooLarge, {R::kTooLarge}},
      {Threshold, {R::kMapThreshold, R::kFreeUnmap}},
      {Mapping, {R::kMapThreshold, R::kFreeUnmap}},
      {Page, {R::kCallocThreshold, R::kFreeUnmap}},
      {Elements, {}},
      {Overflow, {R::kCallocOverflow}},
      {Cleared, {}},
      {FreeNull, {}},
      {ReallocNull, {R::kReallocNull}},
      {ReallocZero, {R::kReallocZero}},
      {ReallocFreed, {R::kReallocFreed}},
      {KeepSize, {R::kReallocShrink}},
      {Shrink, {R::kReallocShrink, R::kSplit}},
      {ShrinkBesideFree, {R::kReallocShrink, R::kReallocAbsorb, R::kReallocAbsorbStop, R::kSplit}},
      {GrowLast, {R::kReallocGrowLast}},
      {Swallow, {R::kReallocAbsorb}},
      {SwallowTwo, {R::kReallocAbsorb}},
      {SwallowAndSplit, {R::kReallocAbsorb, R::kSplit}},
      {SwallowTooLittle, {R::kReallocAbsorb, R::kReallocMove, R::kCoalesce}},
      {SwallowEnd, {R::kReallocAbsorb, R::kReallocMove, R::kExpand}},
      {StopSwallowing, {R::kReallocAbsorb, R::kReallocAbsorbStop}},
      {StopSwallowing2, {R::kReallocAbsorb, R::kReallocAbsorbStop}},
      {MoveBehindFree, {R::kReallocMove, R::kCoalesce}},
      {MoveIntoPair, {R::kReallocMove, R::kCoalesce}},
      {MoveMapped, {R::kReallocMove, R::kMapThreshold, R::kFreeUnmap}},
      {MoveToMapping, {R::kReallocMove, R::kMapThreshold, R::kFreeUnmap}},
  };
  return phrases;
}

}  // namespace

bool Write(Topic topic, Draft* draft) { return Phrases()[static_cast<size_t>(topic)].write(draft); }

const std::set<Rule>& RulesOf(Topic topic) { return Phrases()[static_cast<size_t>(topic)].rules; }

}  // namespace checker
