// What anybody printed, so that it can be shown: no control character reaches a terminal, a log or a picture.
#ifndef CHECKER_TRACE_PRINTABLE_H_
#define CHECKER_TRACE_PRINTABLE_H_

#include <string>
#include <string_view>

namespace checker {

// With a ? for each byte that is neither printable ASCII nor one of `kept`. Above 127 are control characters, too.
std::string Printable(std::string_view text, std::string_view kept = "");

}  // namespace checker

#endif  // CHECKER_TRACE_PRINTABLE_H_
