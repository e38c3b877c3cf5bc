#include "course/results/csv.h"

namespace course {
namespace {

// The wide forms, too, which some spreadsheets take for the narrow ones.
constexpr const char* kFormulas[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

std::string Inert(const std::string& cell) {
  for (const std::string start : kFormulas) {
    if (cell.rfind(start, 0) == 0) return "'" + cell;
  }
  return cell;
}

std::string Quoted(const std::string& cell) {
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace

std::string CsvText(const std::vector<CsvRow>& rows) {
  std::string text;
  for (const CsvRow& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) text += (i > 0 ? "," : "") + Quoted(Inert(row[i]));
    text += "\r\n";
  }
  return text;
}

}  // namespace course
