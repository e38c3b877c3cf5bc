// Plays programs against the plain list with faults, as checker/run does, but with neither tracer nor jail: the player
// records itself, and takes a millisecond for a program instead of fifty.
#pragma once

#include <string>
#include <vector>

#include "checker/grading/play.h"
#include "checker/grading/suite.h"

namespace checker {

using Faults = std::vector<std::string>;  // the names of their rows

ProgramRun PlayUntraced(const Program& program, const Faults& faults);

// As PlayAll() does: a twin only where its scenario has passed.
Runs PlayAllUntraced(const std::vector<GradedTest>& tests, const Faults& faults);

// All tests of a grade.
std::vector<GradedTest> AllTests();

}  // namespace checker
