// How lines of a report are laid out: at most 100 columns, indented, painted where the terminal has colours.
#pragma once

#include <string>

namespace checker {

constexpr char kGreen[] = "32", kRed[] = "31", kYellow[] = "33", kBold[] = "1";

std::string Painted(const std::string& text, const char* code, bool color);

// Each line that is not empty, two columns to the right.
std::string Indented(const std::string& text);

// Breaks lines between words where they would not fit into 100 columns, indented as they will be.
std::string Wrapped(const std::string& text);

// Without what could steer a terminal.
std::string Shown(const std::string& text);

}  // namespace checker
