#include "checker/grading/lines.h"

#include "checker/trace/text.h"

namespace checker {

std::string Painted(const std::string& text, const char* code, bool color) {
  return color ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

std::string Indented(const std::string& text) {
  std::string indented;
  std::string_view rest = text, line;
  while (TakeLine(&rest, &line)) indented += (line.empty() ? "" : "  ") + std::string(line) + "\n";
  return indented;
}

std::string Wrapped(const std::string& text) {
  constexpr size_t kWidth = 98;
  std::string wrapped;
  size_t from = 0;
  while (text.size() - from > kWidth) {
    const size_t space = text.rfind(' ', from + kWidth);
    if (space == std::string::npos || space <= from) break;
    wrapped += text.substr(from, space - from) + "\n";
    from = space + 1;
  }
  return wrapped + text.substr(from) + "\n";
}

std::string Shown(const std::string& text) { return Printable(text, "\n\t"); }

}  // namespace checker
