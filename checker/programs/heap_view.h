// Questions about the model's heap that decide which call is worth making next.
#ifndef CHECKER_PROGRAMS_HEAP_VIEW_H_
#define CHECKER_PROGRAMS_HEAP_VIEW_H_

#include <cstddef>
#include <cstdint>

#include "checker/contract/model.h"

namespace checker {

// The index of the block with this payload; heap().size() where there is none.
size_t BlockWith(const Model& model, const Address& payload);

// No for what is not on the heap.
bool IsLast(const Model& model, const Address& payload);
bool HasFreeNeighbour(const Model& model, const Address& payload);
bool HasTwoFreeBehind(const Model& model, const Address& payload);

// A size of which, once neighbours have been joined, two free blocks are; 0 where no two are alike.
uint64_t SizeOfTwins(const Model& model);

}  // namespace checker

#endif  // CHECKER_PROGRAMS_HEAP_VIEW_H_
