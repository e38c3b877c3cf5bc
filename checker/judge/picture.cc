#include "checker/judge/picture.h"

#include <algorithm>
#include <sstream>

namespace checker {
namespace {

constexpr size_t kColumn = 46;  // of one side; two of them, a gap and a mark make 96
constexpr size_t kCallsBefore = 3, kShortProgram = 10;
constexpr size_t kCallsAfter = 1;

std::string Fit(std::string text, size_t width) {
  if (text.size() > width) text.replace(width - 3, std::string::npos, "...");
  return text + std::string(width - text.size(), ' ');
}

std::string TrimEnd(std::string text) { return text.erase(text.find_last_not_of(' ') + 1); }

// The lines of call number `index`; past the last call, how the program ended.
std::vector<std::string> LinesOf(const Trace& trace, size_t index) {
  if (index > trace.calls.size()) return {};
  if (index == trace.calls.size()) return {trace.ending.empty() ? "(the trace was cut off)" : trace.ending};
  std::vector<std::string> lines;
  std::istringstream text(ToText(trace.calls[index]));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace

std::string SideBySide(const Trace& expected, const Trace& actual, size_t index) {
  std::string text = "  " + TrimEnd(Fit("expected", kColumn) + "  actual") + "\n";
  const size_t before = expected.calls.size() <= kShortProgram ? index : kCallsBefore;
  const size_t first = index > before ? index - before : 0;
  for (size_t call = first; call <= index + kCallsAfter; ++call) {
    const std::vector<std::string> left = LinesOf(expected, call), right = LinesOf(actual, call);
    for (size_t line = 0; line < std::max(left.size(), right.size()); ++line) {
      const bool marked = call == index && line == 0;
      text += TrimEnd((marked ? "> " : "  ") + Fit(line < left.size() ? left[line] : "", kColumn) + "  " +
                      Fit(line < right.size() ? right[line] : "", kColumn)) +
              "\n";
    }
  }
  return text;
}

}  // namespace checker
