// One grade, as students see it, in the forms that they and their tools read. `view` is of PublicJson().
#pragma once

#include <string>

#include "course/results/grade.h"

namespace course {

// For people: the mistakes, what mending each brings, the points, and what no mistake accounts for.
std::string StudentText(const Grade& view, const Reveal& reveal);

// Gradescope's results.json. Tests that are hidden are there with what they are worth, and count nowhere.
Json GradescopeResults(const Grade& view, const Reveal& reveal);

// Classroom 50's result.json, schema classroom50/result/v1. Hidden tests are left out.
Json Classroom50Result(const Grade& view);

// JUnit's XML as Jenkins and others read it. `why` is not empty where there is no grade.
std::string JUnitXml(const std::string& student, const Grade& view, const std::string& why, const Reveal& reveal);

}  // namespace course
