// Text from outside, made fit to be shown: names of entries, a compiler's words, what programs printed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace course {

// The code point that `text` begins with, which is taken off it; U+FFFD, for one byte, where that is no UTF-8.
uint32_t TakeCodePoint(std::string_view* text);

void AppendUtf8(uint32_t code_point, std::string* text);

// UTF-8 in which U+FFFD stands for whatever is none, for control characters but those in `kept`, for those that change
// the direction of what follows, and for what XML cannot hold. Everything that is read passes through here once.
std::string Clean(std::string_view text, std::string_view kept = "");

// How many columns a terminal gives it, near enough.
size_t ColumnsOf(std::string_view text);

}  // namespace course
