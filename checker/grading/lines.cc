#include "checker/grading/lines.h"

#include <algorithm>

#include "checker/trace/printable.h"

namespace checker {

std::string Painted(const std::string& text, const char* code, bool color) {
  return color ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

std::string Indented(const std::string& text) {
  std::string indented;
  size_t from = 0;
  while (from < text.size()) {
    const size_t end = std::min(text.find('\n', from), text.size());
    indented += (end == from ? "" : "  ") + text.substr(from, end - from) + "\n";
    from = end + 1;
  }
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
