// What of this machine makes grading impossible or wrong, and what helps.
#pragma once

#include <string>
#include <vector>

namespace checker {

struct Finding {
  std::string what;  // in words that go on, as in "ltrace 0.7.3 sees system calls"
  std::string mend;  // what to do about it; empty where all is well
};

// Everything that is looked at, also where it is as it should be. Takes about a second.
std::vector<Finding> ExamineMachine();

}  // namespace checker
