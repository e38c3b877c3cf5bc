// A class as text.
#pragma once

#include <string>

#include "course/results/grade.h"

namespace course {

// Of ClassData(), with its changes.
std::string ClassText(const Json& data);

// "198 graded, 1 refused (0 points), 1 could not run (no points)"
std::string SummaryLine(const Json& data);

}  // namespace course
