// Verdicts in words: what a call did, what it should have done, and the clause that says so.
#ifndef CHECKER_JUDGE_EXPLAIN_H_
#define CHECKER_JUDGE_EXPLAIN_H_

#include <string>

#include "checker/contract/model.h"
#include "checker/trace/trace.h"

namespace checker {

// "os_malloc(100)": the call as it stands in a trace, without what came of it.
std::string Heading(const Call& call);

// "took the free block of 400 bytes at heap+0x820; should have taken the free block of 120 bytes at heap+0x20".
// `before` is the model in the state before the call.
std::string DescribeDifference(const Model& before, const Call& expected, const Call& actual);

}  // namespace checker

#endif  // CHECKER_JUDGE_EXPLAIN_H_
