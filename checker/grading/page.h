// A grade as the page that a student opens first.
#pragma once

#include <string>
#include <vector>

#include "checker/grading/play.h"
#include "checker/grading/report.h"
#include "checker/grading/suite.h"

namespace checker {

// `runs` are those of `tests`; none where nothing was run. `library` is what it is called.
std::string ToHtml(const Report& report, const std::vector<GradedTest>& tests, const Runs& runs,
                   const std::string& library);

}  // namespace checker
