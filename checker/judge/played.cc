#include "checker/judge/played.h"

#include <algorithm>

#include "checker/trace/text.h"

namespace checker {

Played PlayedBy(const Mistakes& mistakes, const Script& script) {
  Model model(Units(), mistakes);
  Played played{ExpectedTrace(script), TraceOf(script, &model), ""};
  if (model.found()) played.output = std::string(KeyOf(*model.found())) + ": a payload is not as it was left";
  return played;
}

std::optional<Finding> FindingIn(std::string_view output) {
  for (std::string_view line; TakeLine(&output, &line);) {
    const size_t colon = line.find(": ");
    const std::optional<Rule> rule = RuleOf(line.substr(0, colon));
    if (rule && colon != std::string_view::npos) return Finding{*rule, std::string(line.substr(colon + 2))};
  }
  return std::nullopt;
}

size_t FirstDifference(const Trace& expected, const Trace& actual) {
  const size_t common = std::min(expected.calls.size(), actual.calls.size());
  size_t index = 0;
  while (index < common && expected.calls[index] == actual.calls[index]) ++index;
  return index;
}

}  // namespace checker
