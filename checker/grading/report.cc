#include "checker/grading/report.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "checker/grading/lines.h"
#include "checker/trace/text.h"

namespace checker {
namespace {

void Add(const TestResult& test, Sum* sum) {
  sum->points += test.points;
  sum->max += test.max;
  sum->known = sum->known && test.verdict.status != Status::kError;
}

bool Passed(const TestResult& test) { return test.verdict.status == Status::kPassed; }

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
  if (test.played > 2 && !error && !Passed(test)) {
    word += "; " + std::to_string(test.passed) + " of " + std::to_string(test.played) + " programs pass";
  }
  std::string row = Row("  " + test.name, error ? std::nullopt : std::optional<int>(test.points), test.max);
  row.resize(std::max<size_t>(row.size() + 2, kStatusColumn), ' ');
  return row + Painted(word, error ? kYellow : Passed(test) ? kGreen : kRed, color) + "\n";
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
    const bool one = tests.size() == 1;
    const std::string where = one ? tests[0] : std::to_string(tests.size()) + " tests, first in " + tests[0];
    table += Indented(Wrapped(Shown(message) + ", in " + where));
  }
  return table;
}

// The mistakes.

std::string ListOf(const std::vector<std::string>& items, size_t most) {
  std::string list;
  for (size_t i = 0; i < std::min(items.size(), most); ++i) list += (i > 0 ? ", " : "") + items[i];
  return items.size() > most ? list + " and " + std::to_string(items.size() - most) + " more" : list;
}

std::string CostOf(const MistakeFound& mistake, const Sum& total) {
  const std::string now = std::to_string(total.points), then = std::to_string(mistake.total_without);
  if (mistake.costs < 0) {
    return "Mending it alone loses points for a while, as it hides another mistake: " + now + " now, " + then +
           " then.";
  }
  if (mistake.costs == 0) return "Mending it alone brings nothing yet: the tests that it decides fail by others, too.";
  return now + " now; " + then + " with this mended.";
}

// How much is told where little room is left: of the first mistakes the example, of the first of these the heap, of the
// first misses that nothing explains all.
struct Detail {
  size_t examples, heaps, misses;
};

constexpr Detail kDetails[] = {{8, 4, 2}, {8, 2, 1}, {6, 1, 1}, {4, 0, 0}, {2, 0, 0}, {0, 0, 0}};
constexpr long kMostLines = 150;

std::string ExampleText(const MistakeFound& mistake, bool drawn) {
  if (!mistake.example) return "";
  const Verdict verdict = Judge(mistake.example->played, mistake.example->mistakes);
  const size_t calls = mistake.example->script.size();
  std::string text = "Example, " + std::to_string(calls) + (calls == 1 ? " call" : " calls");
  text += mistake.example_seen ? ":\n" : ", as it should come out by the above:\n";
  return text + verdict.calls + (drawn ? verdict.heaps : "");
}

// "Likely the allocator never splits"
std::string HabitOf(const MistakeFound& mistake) {
  const std::string habit = (mistake.is_likely ? "Likely the" : "The") + std::string(" allocator ") + mistake.habit;
  return mistake.instead.empty() ? habit : habit + ", or " + mistake.instead;
}

std::string MistakeText(const MistakeFound& mistake, size_t number, const Sum& total, const Detail& detail,
                        bool color) {
  std::string text = std::to_string(number) + ". " + HabitOf(mistake) + ": " + QuotationOf(mistake.rule) + ".";
  std::string rest = CostOf(mistake, total) + " It has a part in " + std::to_string(mistake.tests.size()) +
                     (mistake.tests.size() == 1 ? " test: " : " tests: ") + ListOf(mistake.tests, 3) + ".";
  rest = Wrapped(rest);
  if (number <= detail.examples) rest += ExampleText(mistake, number <= detail.heaps);
  if (!mistake.look_at.empty()) rest += "To look for yourself: make debug AT=" + mistake.look_at + "\n";
  return "\n" + Painted(Wrapped(Shown(text)), kBold, color) + Indented(Shown(rest));
}

std::string MistakesText(const Report& report, const Detail& detail, bool color) {
  std::string text;
  const Sum total = TotalOf(report);
  if (report.mistakes.size() > 1) text = "\nWhat to mend, by what mending each alone brings:\n";
  for (size_t i = 0; i < report.mistakes.size(); ++i) {
    text += MistakeText(report.mistakes[i], i + 1, total, detail, color);
  }
  return text;
}

// The table, and misses.

// With a row for each test; where there are misses, and not `all` is asked for, those that passed are counted only.
std::string Table(const Report& report, bool color, bool all) {
  std::string table;
  size_t next = 0;
  for (const Sum& tier : TiersOf(report)) {
    table += SumRow(tier, color);
    size_t passed = 0;
    for (; next < report.tests.size() && report.tests[next].tier == tier.name; ++next) {
      if (!all && Passed(report.tests[next])) {
        ++passed;
      } else {
        table += TestRow(report.tests[next], color);
      }
    }
    if (passed > 0) table += "  " + std::to_string(passed) + " passed\n";
    table += "\n";
  }
  return table + SumRow(TotalOf(report), color);
}

std::string Smallest(const TestResult& test) {
  if (!test.smallest) return "";
  return "\nThe smallest program that was found to fail so, " + std::to_string(test.smallest->size()) + " calls:\n\n" +
         ToSnippet(*test.smallest, "From " + test.Label());
}

std::string Miss(const Report& report, const TestResult& test, bool color, std::string* last_error) {
  const bool error = test.verdict.status == Status::kError;
  const bool told = error && test.verdict.message == *last_error;
  if (error) *last_error = test.verdict.message;
  return "\n" + Painted(test.Label(), kBold, color) + "\n" +
         (told ? "  As above.\n" : Indented(Explain(report, test) + Smallest(test)));
}

std::string Misses(const Report& report, bool color) {
  std::string misses, last_error;
  for (const TestResult& test : report.tests) {
    if (!Passed(test)) misses += Miss(report, test, color, &last_error);
  }
  return misses;
}

// What the mistakes do not account for: each rule once, in the test where it shows first.
std::string Unexplained(const Report& report, const Detail& detail, bool color) {
  std::string text, last_error;
  std::set<std::string> rules;
  size_t told = 0, open = 0;
  for (const TestResult& test : report.tests) {
    if (Passed(test) || (test.verdict.is_explained && !test.mistakes.empty())) continue;
    ++open;
    const std::string rule = test.verdict.rule ? std::string(KeyOf(*test.verdict.rule)) : test.verdict.message;
    if (!rules.insert(rule).second) continue;
    ++told;
    TestResult shown = test;
    if (told > detail.misses) {
      shown.verdict.calls.clear();
      shown.printed.clear();
      shown.smallest.reset();
    }
    if (told > detail.misses || shown.smallest) shown.verdict.heaps.clear();
    text += Miss(report, shown, color, &last_error);
  }
  if (!text.empty() && !report.mistakes.empty()) text = "\nWhat no known mistake accounts for:\n" + text;
  if (open > told) {
    text += "\n" + std::to_string(open - told) + " more tests fail so or otherwise; --all explains each.\n";
  }
  return text;
}

std::string FlagsText(const Report& report) {
  return report.flags.empty() ? "" : "\nThings to look at:\n" + FlagTable(report.flags);
}

std::string ScoreText(const Report& report) { return report.score ? ToText(*report.score) : ""; }

// As much as there is room for.
std::string Digest(const Report& report, const std::string& heading, bool color) {
  std::string text;
  for (const Detail& detail : kDetails) {
    text = heading + "\n" + MistakesText(report, detail, color) + "\n" +
           Table(report, color, TotalOf(report).points == TotalOf(report).max) + ScoreText(report) +
           Unexplained(report, detail, color) + FlagsText(report);
    if (std::count(text.begin(), text.end(), '\n') <= kMostLines) break;
  }
  return text;
}

}  // namespace

std::string Explain(const Report& report, const TestResult& test) {
  std::string text = Wrapped((test.program.empty() ? "" : test.program + ": ") + test.verdict.message);
  for (const size_t mistake : test.mistakes) text += Wrapped(HabitOf(report.mistakes[mistake]) + ".");
  if (!test.printed.empty()) text += "The program printed:\n" + Printed(test.printed);
  if (!test.place.empty()) text += "The call is at " + test.place + ".\n";
  if (!test.verdict.calls.empty()) text += "\n" + test.verdict.calls;
  if (!test.verdict.heaps.empty()) text += "\n" + test.verdict.heaps;
  if (text.back() != '\n') text += "\n";
  return Shown(text);
}

std::vector<Sum> TiersOf(const Report& report) {
  std::vector<Sum> tiers;
  for (const TestResult& test : report.tests) {
    if (tiers.empty() || tiers.back().name != test.tier) tiers.push_back({test.tier});
    Add(test, &tiers.back());
  }
  return tiers;
}

Sum TotalOf(const Report& report) {
  Sum total{"total"};
  for (const TestResult& test : report.tests) Add(test, &total);
  return total;
}

std::string ToText(const Report& report, const std::string& heading, bool color, bool all) {
  if (!all) return Digest(report, heading, color);
  return heading + "\n" + MistakesText(report, kDetails[0], color) + "\n" + Table(report, color, true) +
         ScoreText(report) + Misses(report, color) + FlagsText(report);
}

int ExitStatus(const Report& report) {
  const Sum total = TotalOf(report);
  if (!total.known) return 2;
  return total.points == total.max ? 0 : 1;
}

}  // namespace checker
