// A ref: what a snippet must do. A head with its title, points, rules and needs, `---`, and the trace.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/contract/rule.h"
#include "checker/trace/trace.h"

namespace checker {

// A clause that a snippet is not about, but cannot do without; and why, in a few words.
struct Need {
  Rule rule = Rule::kZeroSize;
  std::string reason;
};

struct Ref {
  std::string title;
  int points = 0;
  std::vector<Rule> rules;  // what it is about
  std::vector<Need> needs;
  Trace trace;
};

std::string ToText(const Ref& ref);

// Reads what ToText() writes. On a syntax error: nothing, and `error` says "line N: what was expected".
std::optional<Ref> ParseRef(std::string_view text, std::string* error);

// The same head as it stands in a snippet's source, in its first comment; the trace is empty.
std::optional<Ref> ParseSourceHead(std::string_view source, std::string* error);

}  // namespace checker
