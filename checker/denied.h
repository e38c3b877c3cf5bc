// The system calls that the jail denied, read from the tracer's log. Pure.
#ifndef CHECKER_DENIED_H_
#define CHECKER_DENIED_H_

#include <set>
#include <string>
#include <string_view>

namespace checker {

// Names of the calls that the program tried and that were refused, each once; calls of the jail itself do not count.
std::set<std::string> DeniedCalls(std::string_view log);

}  // namespace checker

#endif  // CHECKER_DENIED_H_
