// A grade as text.
#include <map>

#include "course/results/formats.h"
#include "course/results/lines.h"

namespace course {
namespace {

constexpr size_t kNameColumns = 30;

std::string Row(const std::string& name, const std::optional<int>& points, int max, const std::string& word) {
  std::string row = Left(name, kNameColumns) + Right(points ? std::to_string(*points) : "?", 4) + " / ";
  if (word.empty()) return row + std::to_string(max) + "\n";
  return row + Left(std::to_string(max), 4) + "  " + word + "\n";
}

std::string Heading(const Grade& view, const Reveal& reveal) {
  const std::string total = view.total ? std::to_string(*view.total) : "?";
  const std::string note = HiddenNote(view, reveal);
  return total + " of " + std::to_string(view.max) + " points\n" + (note.empty() ? "" : Wrapped("", note));
}

std::string Brings(const Mistake& mistake) {
  if (mistake.costs == 0) return "Mending it alone brings nothing yet: other mistakes decide its tests, too. ";
  if (mistake.costs < 0) return "Mending it alone loses points for a while, as it hides another mistake. ";
  return "Mending it alone brings " + Count(mistake.costs, "point") + ". ";
}

std::string MistakesText(const Grade& view) {
  std::string text;
  if (!view.mistakes.empty()) text = "\nWhat to mend, what brings most first:\n\n";
  for (size_t i = 0; i < view.mistakes.size(); ++i) {
    const Mistake& mistake = view.mistakes[i];
    text += Wrapped(std::to_string(i + 1) + ". ",
                    mistake.Told() + ": " + mistake.contract + ". " + Brings(mistake) + "It has a part in " +
                        Count(mistake.tests.size(), "test") + ": " + ListOf(mistake.tests, 3) + "." +
                        (mistake.look_at.empty() ? "" : " To look for yourself: make debug AT=" + mistake.look_at));
  }
  return text;
}

std::string WordOf(const Test& test) {
  const std::string word = test.status == "error" ? "could not run" : test.status;
  return test.rule.empty() ? word : word + ": " + test.rule;
}

// A row for each tier, and for each of its tests that did not pass.
std::string Table(const Grade& view) {
  std::string table;
  for (const Tier& tier : view.Tiers()) {
    table += Row(tier.name, tier.points, tier.max, "");
    for (const Test& test : view.tests) {
      if (test.tier != tier.name || test.status == "passed") continue;
      table += Row("  " + test.name, test.points, test.max, WordOf(test));
    }
  }
  return "\n" + table + Row("total", view.total, view.max, "");
}

// What no mistake accounts for, each message once.
std::string Open(const Grade& view) {
  std::vector<std::string> messages;
  std::map<std::string, std::vector<std::string>> tests;
  for (const Test& test : view.tests) {
    if (!view.unbuilt.empty() || test.message.empty() || !test.mistakes.empty()) continue;
    if (tests[test.message].empty()) messages.push_back(test.message);
    tests[test.message].push_back(test.Label());
  }
  std::string text;
  for (const std::string& message : messages)
    text += "\n" + Wrapped("", ListOf(tests[message], 3) + ":") + message + "\n";
  return text;
}

std::string Unbuilt(const Grade& view) {
  if (view.unbuilt.empty()) return "";
  return "\nIt did not build. What was said of it:\n\n" + view.unbuilt + (view.unbuilt.back() == '\n' ? "" : "\n");
}

std::string Flags(const Grade& view) {
  std::string text;
  for (const std::string& flag : view.flags) text += Wrapped("  ", flag);
  return text.empty() ? "" : "\nThings to look at:\n" + text;
}

}  // namespace

std::string StudentText(const Grade& view, const Reveal& reveal) {
  return Heading(view, reveal) + Unbuilt(view) + MistakesText(view) + Table(view) + Open(view) + Flags(view);
}

}  // namespace course
