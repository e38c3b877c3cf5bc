#include "checker/grading/report.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include "checker/trace/scanner.h"

namespace checker {
namespace {

struct Sum {
  std::string name;
  int points = 0, max = 0;
  bool known = true;  // whether each test of it could be run

  void Add(const TestResult& test) {
    points += test.points;
    max += test.max;
    known = known && test.verdict.status != Status::kError;
  }
};

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

bool Passed(const TestResult& test) { return test.verdict.status == Status::kPassed; }

// The table.

std::string Painted(const std::string& text, const char* code, bool color) {
  return color ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

constexpr char kGreen[] = "32", kRed[] = "31", kYellow[] = "33", kBold[] = "1";

// Bytes above 127 can be control characters as well as those below 32.
std::string Printable(const std::string& text) {
  std::string clean = text;
  std::replace_if(
      clean.begin(), clean.end(), [](unsigned char c) { return (c < ' ' && c != '\n' && c != '\t') || c > '~'; }, '?');
  return clean;
}

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
    std::string line = Printable(message) + ": " + tests[0];
    if (tests.size() > 1) line += " and " + std::to_string(tests.size() - 1) + " more";
    table += Indented(Wrapped(line));
  }
  return table;
}

// JSON. Bytes above 127 are written as their Latin-1 characters, since what a program prints need not be UTF-8.

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const unsigned char c : text) {
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\u%04x", c);
    if (c == '"' || c == '\\')
      quoted += std::string("\\") + static_cast<char>(c);
    else if (c == '\n')
      quoted += "\\n";
    else if (c < ' ' || c > '~')
      quoted += escape;
    else
      quoted += static_cast<char>(c);
  }
  return quoted + "\"";
}

std::string Number(int value, bool known) { return known ? std::to_string(value) : "null"; }

template <typename T, typename F>
std::string List(const std::vector<T>& items, F write) {
  std::string list;
  for (const T& item : items) list += (list.empty() ? "\n    " : ",\n    ") + write(item);
  return list.empty() ? "[]" : "[" + list + "\n  ]";
}

std::string SumJson(const Sum& sum) {
  return "{\"name\": " + Quoted(sum.name) + ", \"points\": " + Number(sum.points, sum.known) +
         ", \"max\": " + std::to_string(sum.max) + "}";
}

std::string TestJson(const TestResult& test) {
  const Verdict& verdict = test.verdict;
  return "{\"tier\": " + Quoted(test.tier) + ", \"name\": " + Quoted(test.name) +
         ", \"points\": " + Number(test.points, verdict.status != Status::kError) +
         ", \"max\": " + std::to_string(test.max) + ", \"status\": " + Quoted(std::string(NameOf(verdict.status))) +
         ", \"rule\": " + (verdict.rule ? Quoted(std::string(KeyOf(*verdict.rule))) : "null") +
         ", \"message\": " + Quoted(verdict.message) + "}";
}

std::string FlagJson(const Flag& flag) { return Quoted(flag.test + ": " + flag.message); }

}  // namespace

std::string Explain(const TestResult& test) {
  std::string text = Wrapped(test.verdict.message);
  if (!test.printed.empty()) text += "The program printed:\n" + Printed(test.printed);
  if (!test.place.empty()) text += "The call is at " + test.place + ".\n";
  if (!test.verdict.details.empty()) text += "\n" + test.verdict.details;
  if (text.back() != '\n') text += "\n";
  return Printable(text);
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

std::string ToJson(const Report& report) {
  const Sum total = TotalOf(report);
  return "{\n  \"total\": " + Number(total.points, total.known) + ",\n  \"max\": " + std::to_string(total.max) +
         ",\n  \"tiers\": " + List(SumsOf(report), SumJson) + ",\n  \"tests\": " + List(report.tests, TestJson) +
         ",\n  \"flags\": " + List(report.flags, FlagJson) + "\n}\n";
}

int ExitStatus(const Report& report) {
  const Sum total = TotalOf(report);
  if (!total.known) return 2;
  return total.points == total.max ? 0 : 1;
}

}  // namespace checker
