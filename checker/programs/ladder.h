// The ladder: what each random program is about, how long it is, and where on the heap it plays. Fixed, so that what a
// mistake costs does not depend on the seed; the seed makes the sizes, the order, and what stands in between.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace checker {

// What a program is made of, each with points of its own: malloc and free; calloc besides; realloc besides malloc and
// free; all four.
enum class Style { kMalloc, kCalloc, kRealloc, kEverything };

constexpr Style kStyles[] = {Style::kMalloc, Style::kCalloc, Style::kRealloc, Style::kEverything};

std::string_view NameOf(Style style);
int PointsOf(Style style);

// Where a program begins.
enum class Ground {
  kChunk,    // the preallocated chunk, of which each block is split off
  kWhole,    // one block takes the whole chunk; all others are appended
  kMapping,  // a mapping comes first, and goes when the chunk is taken, as in kWhole
};

// A decision that a program surely comes to.
enum class Topic {
  // Free blocks (section 2).
  kExactFit,
  kBestFit,         // three holes, the best in the middle
  kTie,             // equal holes
  kNoSplit,         // 32 bytes to spare; what stands behind is as it was
  kSplit,           // 40 bytes to spare, and the 8 that are split off are used
  kPair,            // two neighbours are one block
  kFirstPair,       // the heap's first two are, at the start of a program
  kRun,             // three are, before a larger one is taken
  kExpand,          // a free block at the end is too small
  kLargeFree,       // a free block of more than 128 KiB
  kLast,            // the best one is the heap's last
  kMappingBetween,  // two neighbours, and a mapping made between them
  kMappingBehind,   // the last block, and a mapping made after it
  // Sizes (sections 3 and 4).
  kZero,
  kTooLarge,
  kThreshold,
  kMapping,
  kPage,
  kElements,  // that are no multiple of 8, but many
  kOverflow,
  kCleared,  // with another block right behind
  kFreeNull,
  // Resizing (section 6).
  kReallocNull,
  kReallocZero,
  kReallocFreed,
  kKeepSize,
  kShrink,
  kShrinkBesideFree,  // the rest and the free block behind stay two
  kGrowLast,
  kSwallow,           // exactly one
  kSwallowTwo,        // exactly two
  kSwallowAndSplit,   // the rest is used
  kSwallowTooLittle,  // by up to a header
  kSwallowEnd,        // all there is, at the heap's end, and move
  kStopSwallowing,    // after one of two, freed in this order
  kStopSwallowing2,   // or in that
  kMoveBehindFree,    // the free block before is no part of it, before and after the old one is free
  kMoveIntoPair,      // two neighbours are one block for what moves, too
  kMoveMapped,
  kMoveToMapping,
};

struct Rung {
  Style style;
  int calls;
  Ground ground;
  uint64_t grain;  // sizes are multiples of it
  std::vector<Topic> topics;
};

// From short to long, the styles in turn.
const std::vector<Rung>& Ladder();

}  // namespace checker
