// What is other than in older results, and because of what.
#pragma once

#include <string>

#include "course/results/grade.h"

namespace course {

// Between two of ClassData(), as its `changes`. A student is the same whose id is; else whose name is.
Json Changes(const Json& before, const std::string& folder, const Json& after);

// What of a grade's record is other, by its key there: submission, library (unless the submission is), scenarios, refs,
// checker, seed, ..., and each tool that has another version.
std::vector<std::string> Causes(const Json& before, const Json& after);

// Whether what stands in `before` is all in `after`, too, so that nothing is lost when it is written over: the same
// points of the same submissions, graded with the same. Who could not be graded then had nothing to lose.
bool IsContinued(const Json& before, const Json& after);

}  // namespace course
