#include "checker/programs/phrases.h"

#include <utility>
#include <vector>

#include "checker/programs/phrase.h"

namespace checker {
namespace phrase {

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

uint64_t Loosely(Draft* draft, uint64_t size) { return size - draft->Spare(); }

uint64_t UpToAHeader(Draft* draft) { return 8 * (1 + draft->Below(4)); }

}  // namespace phrase

namespace {

struct Phrase {
  bool (*write)(Draft* draft);
  std::set<Rule> rules;
};

// In the order of Topic.
const std::vector<Phrase>& Phrases() {
  using R = Rule;
  static const std::vector<Phrase> phrases = {
      {phrase::ExactFit, {}},
      {phrase::BestFit, {R::kBestFit}},
      {phrase::Tie, {R::kBestFit, R::kTie}},
      {phrase::NoSplit, {R::kNoSplit}},
      {phrase::Split, {R::kSplit}},
      {phrase::Pair, {R::kCoalesce}},
      {phrase::Pair, {R::kCoalesce}},  // kFirstPair, of the blocks that are there then
      {phrase::Run, {R::kCoalesce, R::kBestFit}},
      {phrase::Expand, {R::kExpand}},
      {phrase::LargeFree, {R::kCoalesce, R::kSplit}},
      {phrase::Last, {R::kBestFit, R::kExpand}},
      {phrase::MappingBetween, {R::kCoalesce, R::kMapThreshold, R::kFreeUnmap}},
      {phrase::MappingBehind, {R::kExpand, R::kMapThreshold, R::kFreeUnmap}},
      {phrase::Zero, {R::kZeroSize}},
      {phrase::TooLarge, {R::kTooLarge}},
      {phrase::Threshold, {R::kMapThreshold, R::kFreeUnmap}},
      {phrase::Mapping, {R::kMapThreshold, R::kFreeUnmap}},
      {phrase::Page, {R::kCallocThreshold, R::kFreeUnmap}},
      {phrase::Elements, {}},
      {phrase::Overflow, {R::kCallocOverflow}},
      {phrase::Cleared, {}},
      {phrase::FreeNull, {}},
      {phrase::ReallocNull, {R::kReallocNull}},
      {phrase::ReallocZero, {R::kReallocZero}},
      {phrase::ReallocFreed, {R::kReallocFreed}},
      {phrase::KeepSize, {R::kReallocShrink}},
      {phrase::Shrink, {R::kReallocShrink, R::kSplit}},
      {phrase::ShrinkBesideFree, {R::kReallocShrink, R::kReallocAbsorb, R::kReallocAbsorbStop, R::kSplit}},
      {phrase::GrowLast, {R::kReallocGrowLast}},
      {phrase::Swallow, {R::kReallocAbsorb}},
      {phrase::SwallowTwo, {R::kReallocAbsorb}},
      {phrase::SwallowAndSplit, {R::kReallocAbsorb, R::kSplit}},
      {phrase::SwallowTooLittle, {R::kReallocAbsorb, R::kReallocMove, R::kCoalesce}},
      {phrase::SwallowEnd, {R::kReallocAbsorb, R::kReallocMove, R::kExpand}},
      {phrase::StopSwallowing, {R::kReallocAbsorb, R::kReallocAbsorbStop}},
      {phrase::StopSwallowing2, {R::kReallocAbsorb, R::kReallocAbsorbStop}},
      {phrase::MoveBehindFree, {R::kReallocMove, R::kCoalesce}},
      {phrase::MoveIntoPair, {R::kReallocMove, R::kCoalesce}},
      {phrase::MoveMapped, {R::kReallocMove, R::kMapThreshold, R::kFreeUnmap}},
      {phrase::MoveToMapping, {R::kReallocMove, R::kMapThreshold, R::kFreeUnmap}},
  };
  return phrases;
}

}  // namespace

bool Write(Topic topic, Draft* draft) { return Phrases()[static_cast<size_t>(topic)].write(draft); }

const std::set<Rule>& RulesOf(Topic topic) { return Phrases()[static_cast<size_t>(topic)].rules; }

}  // namespace checker
