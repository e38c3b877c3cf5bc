#include "checker/programs/heap_view.h"

#include <algorithm>
#include <vector>

namespace checker {
namespace {

bool IsFree(const Model& model, size_t block) { return block < model.heap().size() && model.heap()[block].free; }

// The free blocks as they are once neighbours are joined.
std::vector<Block> JoinedFree(const Model& model) {
  std::vector<Block> joined;
  for (size_t block = 0; block < model.heap().size(); ++block) {
    if (!IsFree(model, block)) continue;
    joined.push_back(model.heap()[block]);
    while (IsFree(model, block + 1)) joined.back().size += model.units().header + model.heap()[++block].size;
  }
  return joined;
}

}  // namespace

bool IsLast(const Model& model, const Address& payload) {
  return !model.heap().empty() && model.BlockAt(payload) == model.heap().size() - 1;
}

bool HasFreeNeighbour(const Model& model, const Address& payload) {
  const size_t block = model.BlockAt(payload);
  return block < model.heap().size() && ((block > 0 && IsFree(model, block - 1)) || IsFree(model, block + 1));
}

uint64_t LargestHole(const Model& model) {
  std::vector<Block> holes = JoinedFree(model);
  if (!model.heap().empty() && model.heap().back().free) holes.pop_back();
  uint64_t largest = 0;
  for (const Block& hole : holes) largest = std::max(largest, hole.size);
  return largest;
}

uint64_t FreeEnd(const Model& model) {
  return !model.heap().empty() && model.heap().back().free ? JoinedFree(model).back().size : 0;
}

Fit FitOf(const Model& model, uint64_t need) {
  Fit fit;
  for (const Block& block : JoinedFree(model)) {
    if (block.size < need) continue;
    ++fit.blocks;
    fit.exact = fit.exact || block.size == need;
  }
  return fit;
}

}  // namespace checker
