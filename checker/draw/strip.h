// One heap as text: its blocks side by side, to scale, with signs under those that matter, and a list of these.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/contract/model.h"
#include "checker/draw/heapmap.h"

namespace checker {

// What a block's payload is filled with: # in use, . free, @ allocated, x freed.
char SignOf(BarState state);

// Puts a block into `line`, which is long enough: "[" for the header, then `sign` as far as it goes.
void PutBlock(size_t from, size_t width, char sign, std::string* line);

struct Mark {
  uint64_t offset;  // into the heap, of a payload
  char sign;
};

// At most 100 columns, no colour. Of a heap of many blocks, those around the marks.
std::string DrawHeap(const std::vector<Block>& heap, uint64_t header, const std::vector<Mark>& marks);

}  // namespace checker
