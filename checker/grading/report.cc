#include "checker/grading/report.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include "checker/trace/printable.h"
#include "checker/trace/scanner.h"

namespace checker {
namespace {

bool Passed(const TestResult& test) { return test.verdict.status == Status::kPassed; }

std::string Painted(const std::string& text, const char* code, bool color) {
  return color ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

constexpr char kGreen[] = "32", kRed[] = "31", kYellow[] = "33", kBold[] = "1";

constexpr char kKept[] = "\n\t";  // of what is told, which is lines

constexpr size_t kStatusColumn = 32;

std::string Row(const std::string& name, std::optional<int> points, int max) {
  char row[128];
  const std::string earned = points ? std::to_string(*points) : "?";
  std::snprintf(row, sizeof row, "%-20s%4s / %d", name.c_str(), earned.c_str(), max);
  return row;
}

std::string SumRow(const Sum& sum, bool color) {
  return Painted(Row(sum.name, sum.known ? std::optional<int>(sum.points) : std::nullopt, sum.max), kBold, color) +
         "\n";
}

std::string TestRow(const TestResult& test, bool color) {
  const Status status = test.verdict.status;
  const bool error = status == Status::kError;
  std::string word = error ? "could not run" : std::string(NameOf(status));
  if (test.verdict.rule) word += ": " + std::string(KeyOf(*test.verdict.rule));
  std::string row = Row("  " + test.name, error ? std::nullopt : std::optional<int>(test.points), test.max);
  row.resize(std::max<size_t>(row.size() + 2, kStatusColumn), ' ');
  return row + Painted(word, error ? kYellow : Passed(test) ? kGreen : kRed, color) + "\n";
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

// Breaks lines between words where they would not fit into 100 columns, indented as they will be.
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

// The first lines of what the program printed.
std::string Printed(const std::string& printed) {
  constexpr int kMostLines = 5;
  constexpr size_t kMostColumns = 96;
  std::string_view rest = printed, line;
  std::string text;
  for (int lines = 0; TakeLine(&rest, &line); ++lines) {
    if (lines == kMostLines) return text + "  ...\n";
    text += "  " + std::string(line.substr(0, kMostColumns)) + "\n";
  }
  return text;
}

// Each message once, with the tests that it came from.
std::string FlagTable(const std::vector<Flag>& flags) {
  std::vector<std::pair<std::string, std::vector<std::string>>> tests_of;
  for (const Flag& flag : flags) {
    const auto same = [&](const auto& entry) { return entry.first == flag.message; };
    auto entry = std::find_if(tests_of.begin(), tests_of.end(), same);
    if (entry == tests_of.end()) entry = tests_of.insert(entry, {flag.message, {}});
    entry->second.push_back(flag.test);
  }
  std::string table;
  for (const auto& [message, tests] : tests_of) {
    std::string line = Printable(message, kKept) + ": " + tests[0];
    if (tests.size() > 1) line += " and " + std::to_string(tests.size() - 1) + " more";
    table += Indented(Wrapped(line));
  }
  return table;
}

}  // namespace

void Sum::Add(const TestResult& test) {
  points += test.points;
  max += test.max;
  known = known && test.verdict.status != Status::kError;
}

std::vector<Sum> SumsOf(const Report& report) {
  std::vector<Sum> tiers;
  for (const TestResult& test : report.tests) {
    if (tiers.empty() || tiers.back().name != test.tier) tiers.push_back({test.tier});
    tiers.back().Add(test);
  }
  return tiers;
}

Sum TotalOf(const Report& report) {
  Sum total{"total"};
  for (const TestResult& test : report.tests) total.Add(test);
  return total;
}

std::string Explain(const TestResult& test) {
  std::string text = Wrapped(test.verdict.message);
  if (!test.printed.empty()) text += "The program printed:\n" + Printed(test.printed);
  if (!test.place.empty()) text += "The call is at " + test.place + ".\n";
  if (!test.verdict.details.empty()) text += "\n" + test.verdict.details;
  if (text.back() != '\n') text += "\n";
  return Printable(text, kKept);
}

std::string ToTable(const Report& report, const std::string& heading, bool color) {
  std::string table = heading + "\n", misses, last_error;
  size_t next = 0;
  for (const Sum& tier : SumsOf(report)) {
    table += "\n" + SumRow(tier, color);
    for (; next < report.tests.size() && report.tests[next].tier == tier.name; ++next) {
      const TestResult& test = report.tests[next];
      table += TestRow(test, color);
      if (Passed(test)) continue;
      misses += "\n" + Painted(test.tier + "/" + test.name, kBold, color) + "\n";
      const bool told = test.verdict.status == Status::kError && test.verdict.message == last_error;
      misses += told ? "  As above.\n" : Indented(Explain(test));
      if (test.verdict.status == Status::kError) last_error = test.verdict.message;
    }
  }
  table += "\n" + SumRow(TotalOf(report), color) + misses;
  if (!report.flags.empty()) table += "\nThings to look at:\n";
  return table + FlagTable(report.flags);
}

int ExitStatus(const Report& report) {
  const Sum total = TotalOf(report);
  if (!total.known) return 2;
  return total.points == total.max ? 0 : 1;
}

}  // namespace checker
