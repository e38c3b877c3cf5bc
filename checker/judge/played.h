// One run of a program against a library: what was due, and what came.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "checker/contract/model.h"
#include "checker/contract/rule.h"
#include "checker/programs/script.h"
#include "checker/trace/trace.h"

namespace checker {

// What a program that looks at its payloads printed of one, before it ended: "<rule>: <what>".
struct Finding {
  Rule rule;
  std::string text;
};

struct Played {
  Trace expected, actual;
  std::string output;  // what the program printed
};

// What an allocator with these mistakes makes of a script.
Played PlayedBy(const Mistakes& mistakes, const Script& script);

std::optional<Finding> FindingIn(std::string_view output);

// The first call that is not as expected; where all are that both have, their number.
size_t FirstDifference(const Trace& expected, const Trace& actual);

}  // namespace checker
