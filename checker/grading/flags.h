// The command line: --name VALUE and --name=VALUE, nothing else.
#ifndef CHECKER_GRADING_FLAGS_H_
#define CHECKER_GRADING_FLAGS_H_

#include <map>
#include <string>
#include <vector>

namespace checker {

// By name, without the dashes; each value is put where it points to.
using Flags = std::map<std::string, std::string*>;

// Empty where all was understood; otherwise one sentence.
std::string ParseFlags(const std::vector<std::string>& arguments, const Flags& flags);

}  // namespace checker

#endif  // CHECKER_GRADING_FLAGS_H_
