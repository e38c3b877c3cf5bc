// Where in its source a program makes its calls, from what the compiler left in it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace checker {

// Of the calls that return to `addresses`: "split-first.c:23" for each; empty where unknown. The program is ours: what
// it says of itself is believed.
std::vector<std::string> SourceLines(const std::string& program, const std::vector<uint64_t>& addresses);

}  // namespace checker
