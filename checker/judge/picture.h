// What a verdict shows besides words and the heap: the calls of both traces, side by side. At most 100 columns.
#ifndef CHECKER_JUDGE_PICTURE_H_
#define CHECKER_JUDGE_PICTURE_H_

#include <string>

#include "checker/trace/trace.h"

namespace checker {

// The calls around number `index` (from 0), of a short program all, expected on the left, actual on the right; that
// number is marked.
std::string SideBySide(const Trace& expected, const Trace& actual, size_t index);

}  // namespace checker

#endif  // CHECKER_JUDGE_PICTURE_H_
