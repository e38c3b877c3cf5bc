// What the runs of a library come to: a verdict and points for each test, and the mistakes that account for them.
#ifndef CHECKER_GRADING_ASSESS_H_
#define CHECKER_GRADING_ASSESS_H_

#include <vector>

#include "checker/grading/play.h"
#include "checker/grading/report.h"
#include "checker/grading/suite.h"
#include "checker/run/library.h"

namespace checker {

// `runs` are those of `tests`. The examples of the mistakes are played against the library, to see them.
Report Assess(const std::vector<GradedTest>& tests, const Runs& runs, const Library& library);

}  // namespace checker

#endif  // CHECKER_GRADING_ASSESS_H_
