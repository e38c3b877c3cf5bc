#include "checker/programs/heap_view.h"

#include <set>
#include <vector>

namespace checker {
namespace {

bool IsFree(const Model& model, size_t block) { return block < model.heap().size() && model.heap()[block].free; }

}  // namespace

size_t BlockWith(const Model& model, const Address& payload) {
  size_t block = 0;
  for (; block < model.heap().size(); ++block) {
    if (Address::Heap(model.heap()[block].offset + model.units().header) == payload) break;
  }
  return block;
}

bool IsLast(const Model& model, const Address& payload) { return BlockWith(model, payload) + 1 == model.heap().size(); }

bool HasFreeNeighbour(const Model& model, const Address& payload) {
  const size_t block = BlockWith(model, payload);
  return block < model.heap().size() && ((block > 0 && IsFree(model, block - 1)) || IsFree(model, block + 1));
}

bool HasTwoFreeBehind(const Model& model, const Address& payload) {
  const size_t block = BlockWith(model, payload);
  return IsFree(model, block + 1) && IsFree(model, block + 2);
}

uint64_t SizeOfTwins(const Model& model) {
  std::set<uint64_t> seen;
  for (size_t block = 0; block < model.heap().size(); ++block) {
    if (!IsFree(model, block)) continue;
    uint64_t size = model.heap()[block].size;
    while (IsFree(model, block + 1)) size += model.units().header + model.heap()[++block].size;
    if (!seen.insert(size).second) return size;
  }
  return 0;
}

}  // namespace checker
