// Attempts of the library, read from the system calls in the tracer's log. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace checker {

// Whether the loader came to its end, before anything of the library but its resolvers runs.
bool IsLoaded(std::string_view log);

// Names of the calls that the program tried and that were refused, each once; calls of the jail itself do not count.
std::set<std::string> DeniedCalls(std::string_view log);

// System calls on memory between the loader's last, after which constructors run, and the program's first call of the
// four functions: name -> how many. The tracer sees no calls of functions there.
std::map<std::string, int> EarlyMemoryCalls(std::string_view log);

}  // namespace checker
