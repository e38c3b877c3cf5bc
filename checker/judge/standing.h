// How well each known mistake accounts for all that a library did: mistakes that look alike in one run are told apart
// by the others, those that went well among them.
#ifndef CHECKER_JUDGE_STANDING_H_
#define CHECKER_JUDGE_STANDING_H_

#include <cstddef>
#include <vector>

#include "checker/contract/model.h"
#include "checker/trace/trace.h"

namespace checker {

// One run of a library.
struct TracePair {
  Trace expected, actual;
};

// How many runs each mistake accounts for, in the order of AllMutants(); 0 for those that no failure looks like.
using Standing = std::vector<size_t>;

Standing StandingOf(const std::vector<TracePair>& runs, const Units& units = Units());

// The first call that is not as expected; where all are that both have, their number.
size_t FirstDifference(const Trace& expected, const Trace& actual);

}  // namespace checker

#endif  // CHECKER_JUDGE_STANDING_H_
