// What the runs of a library come to: a verdict and points for each test, and the mistakes that account for them.
#pragma once

#include <functional>
#include <vector>

#include "checker/grading/play.h"
#include "checker/grading/report.h"
#include "checker/grading/suite.h"

namespace checker {

// Plays a program against the library.
using PlayProgram = std::function<ProgramRun(const Program&)>;

// `runs` are those of `tests`. The examples of the mistakes are played, too, to see whether they are as is told.
Report Assess(const std::vector<GradedTest>& tests, const Runs& runs, const PlayProgram& play);

}  // namespace checker
