// Comma-separated values (RFC 4180) that a spreadsheet only shows.
#pragma once

#include <string>
#include <vector>

namespace course {

using CsvRow = std::vector<std::string>;

// A cell that a spreadsheet would compute, since it begins with = + - @ or a control character, gets a ' before it,
// which spreadsheets take for "text". Quotes are only where they must be, and lines end with CR LF.
std::string CsvText(const std::vector<CsvRow>& rows);

}  // namespace course
