// The phrases, one function a topic, by the sections of the contract; and what they are made with.
#ifndef CHECKER_PROGRAMS_PHRASE_H_
#define CHECKER_PROGRAMS_PHRASE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "checker/programs/draft.h"

namespace checker::phrase {

// What a header takes, what is too little to be split off (with the header), and what is just enough.
constexpr uint64_t kHeader = 32;
constexpr uint64_t kTooLittle = 32;
constexpr uint64_t kEnough = 40;

// Neighbours at the heap's end, behind them one that stays in use.
std::vector<int> Neighbours(Draft* draft, size_t count);

void FreeInAnyOrder(Draft* draft, std::vector<int> blocks);

// A size for which a block of `size` is used whole, with something to spare.
uint64_t Loosely(Draft* draft, uint64_t size);

// What is missing where a header is counted that is not there.
uint64_t UpToAHeader(Draft* draft);

// Free blocks (section 2).
bool ExactFit(Draft* draft);
bool BestFit(Draft* draft);
bool Tie(Draft* draft);
bool NoSplit(Draft* draft);
bool Split(Draft* draft);
bool Pair(Draft* draft);
bool Run(Draft* draft);
bool Expand(Draft* draft);
bool LargeFree(Draft* draft);
bool Last(Draft* draft);
bool MappingBetween(Draft* draft);
bool MappingBehind(Draft* draft);

// Sizes (sections 3 and 4).
bool Zero(Draft* draft);
bool TooLarge(Draft* draft);
bool Threshold(Draft* draft);
bool Mapping(Draft* draft);
bool Page(Draft* draft);
bool Elements(Draft* draft);
bool Overflow(Draft* draft);
bool Cleared(Draft* draft);
bool FreeNull(Draft* draft);

// Resizing (section 6).
bool ReallocNull(Draft* draft);
bool ReallocZero(Draft* draft);
bool ReallocFreed(Draft* draft);
bool KeepSize(Draft* draft);
bool Shrink(Draft* draft);
bool ShrinkBesideFree(Draft* draft);
bool GrowLast(Draft* draft);
bool Swallow(Draft* draft);
bool SwallowTwo(Draft* draft);
bool SwallowAndSplit(Draft* draft);
bool SwallowTooLittle(Draft* draft);
bool SwallowEnd(Draft* draft);
bool StopSwallowing(Draft* draft);
bool StopSwallowing2(Draft* draft);
bool MoveBehindFree(Draft* draft);
bool MoveIntoPair(Draft* draft);
bool MoveMapped(Draft* draft);
bool MoveToMapping(Draft* draft);

}  // namespace checker::phrase

#endif  // CHECKER_PROGRAMS_PHRASE_H_
