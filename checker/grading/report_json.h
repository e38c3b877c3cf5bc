// A report as JSON: what programs read, and what is kept.
#ifndef CHECKER_GRADING_REPORT_JSON_H_
#define CHECKER_GRADING_REPORT_JSON_H_

#include <string>

#include "checker/grading/report.h"

namespace checker {

// Points are null where a test could not be run, and so are the sums that it is part of.
std::string ToJson(const Report& report);

}  // namespace checker

#endif  // CHECKER_GRADING_REPORT_JSON_H_
