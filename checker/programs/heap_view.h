// Questions about the model's heap that decide which call is worth making next, and what a call was about.
#pragma once

#include <cstddef>
#include <cstdint>

#include "checker/contract/model.h"

namespace checker {

// No for what is not on the heap.
bool IsLast(const Model& model, const Address& payload);
bool HasFreeNeighbour(const Model& model, const Address& payload);

// The payload of the largest free block once neighbours are joined, but for the heap's last one; 0 where there is none.
uint64_t LargestHole(const Model& model);

// The payload of the heap's last block once neighbours are joined, if that is free; 0 where it is in use.
uint64_t FreeEnd(const Model& model);

// How many free blocks hold `need` bytes, and whether the smallest of them holds no more.
struct Fit {
  size_t blocks = 0;
  bool exact = false;
};
Fit FitOf(const Model& model, uint64_t need);

}  // namespace checker
