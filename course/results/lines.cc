#include "course/results/lines.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>

#include "course/results/clean.h"

namespace course {
namespace {

std::string Fill(const std::string& text, size_t columns) {
  return std::string(columns - std::min(columns, ColumnsOf(text)), ' ');
}

}  // namespace

std::string Count(size_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string ListOf(const std::vector<std::string>& items, size_t most) {
  std::string list;
  for (size_t i = 0; i < std::min(items.size(), most); ++i) list += (i > 0 ? ", " : "") + items[i];
  return items.size() > most ? list + " and " + std::to_string(items.size() - most) + " more" : list;
}

std::string Wrapped(const std::string& head, const std::string& text) {
  constexpr size_t kColumns = 100;
  const size_t indent = ColumnsOf(head);
  std::istringstream words(text);
  std::string wrapped = head, word;
  size_t column = indent;
  while (words >> word) {
    const size_t length = ColumnsOf(word);
    if (column > indent && column + 1 + length > kColumns) {
      wrapped += "\n" + std::string(indent, ' ');
      column = indent;
    }
    if (column > indent) wrapped += " ";
    column += length + (column > indent);
    wrapped += word;
  }
  return wrapped + "\n";
}

std::string Left(const std::string& text, size_t columns) { return text + Fill(text, columns); }

std::string Right(const std::string& text, size_t columns) { return Fill(text, columns) + text; }

std::string Escaped(const std::string& text, std::string_view characters) {
  static const std::map<char, std::string> kEscapes = {{'&', "&amp;"},  {'<', "&lt;"},   {'>', "&gt;"},
                                                       {'"', "&quot;"}, {'\n', "&#10;"}, {'\t', "&#9;"}};
  std::string escaped;
  for (const char c : text) {
    const bool is_plain = characters.find(c) == std::string_view::npos;
    escaped += is_plain ? std::string(1, c) : kEscapes.at(c);
  }
  return escaped;
}

std::string OneDigit(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", std::round(number * 10) / 10);
  return text;
}

}  // namespace course
