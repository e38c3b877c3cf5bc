#include "checker/trace/text.h"

#include <cctype>
#include <charconv>

namespace checker {

std::string Printable(std::string_view text, std::string_view kept) {
  std::string printable(text);
  for (char& c : printable) {
    if ((c < ' ' || c > '~') && kept.find(c) == std::string_view::npos) c = '?';
  }
  return printable;
}

std::string FirstLine(std::string_view text) { return Printable(text.substr(0, text.find('\n')).substr(0, 200)); }

bool StartsWith(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

bool Scanner::Take(std::string_view word) {
  if (rest_.substr(0, word.size()) != word) return false;
  rest_.remove_prefix(word.size());
  return true;
}

std::optional<uint64_t> Scanner::TakeNumber() {
  std::string_view digits = rest_;
  const bool negative = digits.substr(0, 1) == "-";
  if (negative) digits.remove_prefix(1);
  const bool hex = digits.substr(0, 2) == "0x";
  if (hex) digits.remove_prefix(2);
  uint64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, hex ? 16 : 10);
  if (error != std::errc()) return std::nullopt;
  rest_ = std::string_view(stop, end - stop);
  return negative ? 0 - number : number;
}

std::string_view Scanner::TakeName() {
  size_t length = 0;
  while (length < rest_.size()) {
    const unsigned char c = rest_[length];
    if (!std::isalnum(c) && c != '_' && c != '-') break;
    ++length;
  }
  const std::string_view name = rest_.substr(0, length);
  rest_.remove_prefix(length);
  return name;
}

void Scanner::SkipSpaces() {
  while (Take(" ")) {
  }
}

bool TakeLine(std::string_view* text, std::string_view* line) {
  if (text->empty()) return false;
  const size_t length = text->find('\n');
  *line = text->substr(0, length);
  text->remove_prefix(length == std::string_view::npos ? text->size() : length + 1);
  return true;
}

}  // namespace checker
