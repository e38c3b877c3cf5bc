// Two grades of a library, as JSON: whether they are the same, and where they part.
#pragma once

#include <string>
#include <vector>

namespace checker {

// What is not as it was, a line each; how long it took is no difference.
std::vector<std::string> DifferencesOf(const std::string& then, const std::string& now);

}  // namespace checker
