// What the tests of this room share: a class of six, and results held against files of the repository.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "course/results/roster.h"

namespace course {

// The path of a file in testdata/.
std::string Testdata(const std::string& name);

// That in testdata/: one with full marks, two with mistakes and names that are no files' names, one whose archive is
// evil, one whose grade could not be made whole, one who was not graded.
Class SmallClass();

// The grade that `name` in testdata/grades/ holds, without the .json.
std::string GradeText(const std::string& name);

// The file in testdata/ says the same; what does not is left in the test's outputs, to be read and copied.
void ExpectFile(const std::string& name, const std::string& text);

}  // namespace course
