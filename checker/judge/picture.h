// What a verdict shows besides words: calls side by side, and a heap drawn to scale. At most 100 columns, no colour.
#ifndef CHECKER_JUDGE_PICTURE_H_
#define CHECKER_JUDGE_PICTURE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "checker/contract/model.h"
#include "checker/trace/trace.h"

namespace checker {

// The calls around number `index` (from 0), expected on the left, actual on the right; `index` is marked.
std::string SideBySide(const Trace& expected, const Trace& actual, size_t index);

struct Mark {
  uint64_t offset;  // into the heap, of a payload
  char sign;
};

// The heap as a strip of blocks, used ones filled, and a list of those around the marks.
std::string DrawHeap(const std::vector<Block>& heap, uint64_t header, const std::vector<Mark>& marks);

}  // namespace checker

#endif  // CHECKER_JUDGE_PICTURE_H_
