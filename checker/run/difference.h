// Two records of one program's system calls held against each other. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "checker/run/witness.h"

namespace checker {

// Names the first call that only one of both has, the tracer's log or the witness; empty where they agree. Calls that
// the jail denied never came to pass, and count in neither.
std::string FirstDifference(std::string_view log, const std::vector<WitnessedCall>& seen);

}  // namespace checker
