// Phrases about sections 3 and 4: sizes at the edges, mappings, what os_calloc clears.
#include <limits>

#include "checker/programs/heap_view.h"
#include "checker/programs/phrases.h"

namespace checker::phrase {
namespace {

constexpr uint64_t kSizeMax = std::numeric_limits<uint64_t>::max();

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

}  // namespace

Phrases SizePhrases() {
  using R = Rule;
  using T = Topic;
  return {
      {T::kZero, {Zero, {R::kZeroSize}}},
      {T::kTooLarge, {TooLarge, {R::kTooLarge}}},
      {T::kThreshold, {Threshold, {R::kMapThreshold, R::kFreeUnmap}}},
      {T::kMapping, {Mapping, {R::kMapThreshold, R::kFreeUnmap}}},
      {T::kPage, {Page, {R::kCallocThreshold, R::kFreeUnmap}}},
      {T::kElements, {Elements, {}}},
      {T::kOverflow, {Overflow, {R::kCallocOverflow}}},
      {T::kCleared, {Cleared, {}}},
      {T::kFreeNull, {FreeNull, {}}},
  };
}

}  // namespace checker::phrase
