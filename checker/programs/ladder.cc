#include "checker/programs/ladder.h"

namespace checker {

std::string_view NameOf(Style style) {
  static constexpr std::string_view kNames[] = {"malloc", "calloc", "realloc", "everything"};
  return kNames[static_cast<size_t>(style)];
}

int PointsOf(Style style) {
  static constexpr int kPoints[] = {3, 2, 3, 2};
  return kPoints[static_cast<size_t>(style)];
}

const std::vector<Rung>& Ladder() {
  using S = Style;
  using G = Ground;
  using T = Topic;
  static const std::vector<Rung> ladder = {
      {S::kMalloc, 6, G::kChunk, 16, {}},
      {S::kCalloc, 6, G::kChunk, 16, {T::kZero}},
      {S::kRealloc, 6, G::kWhole, 16, {T::kGrowLast}},
      {S::kEverything, 6, G::kChunk, 16, {T::kFreeNull}},

      {S::kMalloc, 10, G::kWhole, 16, {T::kExactFit}},
      {S::kCalloc, 10, G::kWhole, 16, {T::kCleared}},
      {S::kRealloc, 10, G::kWhole, 16, {T::kReallocNull, T::kReallocZero}},
      {S::kEverything, 10, G::kWhole, 16, {T::kTooLarge}},

      {S::kMalloc, 16, G::kWhole, 16, {T::kTie}},
      {S::kCalloc, 16, G::kWhole, 16, {T::kOverflow, T::kPage}},
      {S::kRealloc, 16, G::kWhole, 16, {T::kSwallow}},
      {S::kEverything, 16, G::kWhole, 16, {T::kReallocFreed}},

      {S::kMalloc, 24, G::kMapping, 16, {T::kMapping, T::kMappingBehind}},
      {S::kCalloc, 24, G::kChunk, 8, {T::kElements, T::kExactFit}},
      {S::kRealloc, 24, G::kWhole, 16, {T::kShrink, T::kKeepSize, T::kMoveMapped}},
      {S::kEverything, 24, G::kWhole, 16, {T::kPair}},

      {S::kMalloc, 36, G::kWhole, 8, {T::kBestFit, T::kNoSplit}},
      {S::kCalloc, 36, G::kWhole, 8, {T::kPair, T::kSplit}},
      {S::kRealloc, 36, G::kWhole, 8, {T::kReallocFreed, T::kSwallowTwo, T::kSwallowAndSplit}},
      {S::kEverything, 36, G::kChunk, 8, {T::kFirstPair, T::kShrink, T::kOverflow}},

      {S::kMalloc, 50, G::kWhole, 8, {T::kRun, T::kSplit, T::kThreshold, T::kMappingBetween}},
      {S::kCalloc, 50, G::kMapping, 8, {T::kBestFit, T::kPage, T::kExpand, T::kLast}},
      {S::kRealloc, 50, G::kWhole, 8, {T::kStopSwallowing, T::kMoveBehindFree, T::kSwallowEnd, T::kMoveIntoPair}},
      {S::kEverything, 50, G::kWhole, 8, {T::kSwallowTwo, T::kZero, T::kMoveToMapping}},

      {S::kMalloc, 80, G::kChunk, 1, {T::kFirstPair, T::kPair, T::kBestFit, T::kTie, T::kExpand, T::kLast}},
      {S::kCalloc, 80, G::kWhole, 1, {T::kTie, T::kNoSplit, T::kOverflow, T::kElements, T::kZero}},
      {S::kRealloc,
       80,
       G::kWhole,
       1,
       {T::kShrinkBesideFree, T::kMoveToMapping, T::kSwallowTooLittle, T::kReallocZero, T::kGrowLast, T::kKeepSize}},
      {S::kEverything,
       80,
       G::kWhole,
       1,
       {T::kStopSwallowing2, T::kMoveBehindFree, T::kTooLarge, T::kReallocNull, T::kSwallowEnd, T::kFreeNull,
        T::kMappingBehind, T::kMoveIntoPair}},

      {S::kMalloc,
       150,
       G::kWhole,
       1,
       {T::kExactFit, T::kRun, T::kNoSplit, T::kSplit, T::kThreshold, T::kLargeFree, T::kMapping}},
      {S::kCalloc, 150, G::kWhole, 1, {T::kCleared, T::kRun, T::kPage, T::kLargeFree, T::kThreshold, T::kMapping}},
      {S::kRealloc,
       150,
       G::kChunk,
       1,
       {T::kStopSwallowing, T::kStopSwallowing2, T::kShrink, T::kSwallow, T::kSwallowAndSplit, T::kMoveMapped}},
      {S::kEverything,
       150,
       G::kWhole,
       1,
       {T::kShrinkBesideFree, T::kSwallowTooLittle, T::kSwallowTwo, T::kReallocFreed, T::kMoveMapped, T::kTie,
        T::kExpand, T::kZero, T::kTooLarge, T::kThreshold, T::kElements, T::kGrowLast, T::kMappingBetween}},
  };
  return ladder;
}

}  // namespace checker
