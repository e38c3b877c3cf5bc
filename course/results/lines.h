// Text laid out for people: lines of at most 100 columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace course {

// "1 test", "2 tests"
std::string Count(size_t number, const std::string& noun);

// "a, b and 9 more"
std::string ListOf(const std::vector<std::string>& items, size_t most);

// As one paragraph behind `head`, whose other lines begin below where the first one does.
std::string Wrapped(const std::string& head, const std::string& text);

// With spaces to fill `columns`, behind it or before it.
std::string Left(const std::string& text, size_t columns);
std::string Right(const std::string& text, size_t columns);

// As XML and HTML have it, each of `characters`, which are among & < > " and the end of a line and a tab.
std::string Escaped(const std::string& text, std::string_view characters);

// 2.04 as "2.0"
std::string OneDigit(double number);

}  // namespace course
