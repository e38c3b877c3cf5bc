#include "course/results/class_text.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "course/results/lines.h"

namespace course {
namespace {

using Names = std::map<std::string, std::string>;  // of students, by their ids

Names NamesIn(const Json& data) {
  Names names;
  for (const Json& student : data.at("students")) names[student.at("id")] = student.at("name");
  return names;
}

std::string Listed(const Json& ids, const Names& names) {
  std::vector<std::string> list;
  for (const Json& id : ids) list.push_back(names.at(id));
  return ListOf(list, list.size());
}

// What is not known is a "?".
std::string Shown(const Json& value) {
  if (value.is_null()) return "?";
  return value.is_string() ? value.get<std::string>() : value.is_number_float() ? OneDigit(value) : value.dump();
}

// A heading and what stands below it; nothing where that is nothing.
std::string Section(const std::string& heading, const std::string& text) {
  return text.empty() ? "" : "\n" + Wrapped("", heading) + "\n" + text;
}

std::string Overview(const Json& data) {
  const Json& summary = data.at("summary");
  std::string text = SummaryLine(data) + "\n";
  text += "Points of " + Shown(data.at("max")) + ": mean " + Shown(summary.at("mean")) + ", median " +
          Shown(summary.at("median")) + ", least " + Shown(summary.at("least")) + ", most " +
          Shown(summary.at("most")) + "\n";
  const Json& reveal = data.at("reveal");
  if (reveal.is_null() || reveal.at("past")) return text;
  const std::string date = reveal.at("date").is_null() ? "a date is given (REVEAL=...)" : Shown(reveal.at("date"));
  return text + Wrapped("",
                        "The results of the random tests are in here and in class.*, tests.csv; in what students are "
                        "shown they are hidden, and count for nothing, until " +
                            date + ".");
}

std::string Distribution(const Json& data) {
  constexpr int kWidest = 60;
  int most = kWidest;
  for (const Json& step : data.at("distribution")) most = std::max(most, step.at("students").get<int>());
  std::string text;
  for (const Json& step : data.at("distribution")) {
    const int students = step.at("students");
    const std::string to = step.at("to") == step.at("from") ? "" : " - " + Shown(step.at("to"));
    const std::string bar((students * kWidest + most - 1) / most, '#');
    text += Right(Shown(step.at("from")), 5) + Left(to, 7) + Right(std::to_string(students), 5) +
            (bar.empty() ? "" : "  " + bar) + "\n";
  }
  return text;
}

std::string CouldNotRun(const Json& data, const Names& names) {
  std::string text;
  for (const Json& entry : data.at("could_not_run")) {
    text += Wrapped("  " + names.at(entry.at("student")) + ": ", Shown(entry.at("why")));
  }
  return text;
}

std::string Refused(const Json& data) {
  std::string text;
  for (const Json& student : data.at("students")) {
    if (student.at("result") != "refused") continue;
    text += Wrapped("  " + Shown(student.at("name")) + ": ", Shown(student.at("why")));
  }
  return text;
}

std::string Because(const Json& change) {
  if (change.at("before").is_null() || change.at("after").is_null()) return "; one of them could not run";
  const std::vector<std::string> causes = change.at("because");
  return causes.empty() ? "; all that is recorded is the same: look at it"
                        : "; other: " + ListOf(causes, causes.size());
}

std::string Difference(const Json& before, const Json& after) {
  const std::string arrow = Shown(before) + " -> " + Shown(after);
  if (before.is_null() || after.is_null()) return arrow;
  const int by = after.get<int>() - before.get<int>();
  return arrow + " (" + (by > 0 ? "+" : "") + std::to_string(by) + ")";
}

std::string Changed(const Json& change, const Names& names) {
  std::vector<std::string> tests;
  for (const Json& test : change.at("tests")) {
    tests.push_back(Shown(test.at("test")) + " " + Shown(test.at("before")) + " -> " + Shown(test.at("after")));
  }
  const std::string line = Difference(change.at("before"), change.at("after")) + Because(change);
  return Wrapped("  " + names.at(change.at("student")) + ": ", line) +
         (tests.empty() ? "" : Wrapped("      ", ListOf(tests, tests.size())));
}

std::string Changes(const Json& data, const Names& names) {
  const Json& changes = data.at("changes");
  if (changes.is_null()) return "";
  std::string text;
  for (const Json& change : changes.at("students")) text += Changed(change, names);
  if (text.empty()) text = "  Nobody's points changed.\n";
  std::vector<std::string> gone = changes.at("gone");
  if (!changes.at("new").empty()) text += Wrapped("  New: ", Listed(changes.at("new"), names));
  if (!gone.empty()) text += Wrapped("  Not here any more: ", ListOf(gone, gone.size()));
  return Section("Against " + Shown(changes.at("against")), text);
}

std::string Mistakes(const Json& data, const Names& names) {
  std::string text;
  for (const Json& mistake : data.at("mistakes")) {
    text += Wrapped(Right(std::to_string(mistake.at("students").size()), 5) + "  ",
                    "The allocator " + Shown(mistake.at("habit")) + " (" + Shown(mistake.at("rule")) +
                        "): " + Listed(mistake.at("students"), names));
  }
  return text;
}

std::string Tests(const Json& data) {
  std::string text;
  for (const Json& test : data.at("tests")) {
    text += "  " + Left(Shown(test.at("tier")) + "/" + Shown(test.at("name")), 40) + Right(Shown(test.at("mean")), 6) +
            " / " + Left(Shown(test.at("max")), 4) + Right(Shown(test.at("missed")), 6) + " missed it\n";
  }
  return text;
}

std::string Alike(const Json& data, const Names& names) {
  std::string text;
  for (const Json& group : data.at("alike")) {
    text += Wrapped("  ", Listed(group.at("students"), names) + " (" + Count(group.at("missed"), "test") + " missed)");
  }
  return text;
}

std::string Flagged(const Json& data, const Names& names) {
  std::string text;
  for (const Json& entry : data.at("flagged")) {
    for (const Json& flag : entry.at("flags"))
      text += Wrapped("  " + names.at(entry.at("student")) + ": ", Shown(flag));
  }
  return text;
}

std::string Figure(const Json& value, const char* format) {
  char text[32];
  std::snprintf(text, sizeof text, format, value.get<double>());
  return text;
}

std::string Leaderboard(const Json& data, const Names& names) {
  if (data.at("leaderboard").empty()) return "";
  std::string text = "         score  utilisation    x list   x osmem\n";
  for (const Json& entry : data.at("leaderboard")) {
    const std::string& name = names.at(entry.at("student"));
    if (entry.at("place").is_null()) {
      text += Wrapped("     -  " + name + ": ", "no score. " + Shown(entry.at("why")));
    } else {
      const std::string figures = Right(Shown(entry.at("place")), 6) + Right(Figure(entry.at("score"), "%.1f"), 8) +
                                  Right(Figure(entry.at("utilisation"), "%.3f"), 13) +
                                  Right(Figure(entry.at("to_list"), "%.2f"), 10) +
                                  Right(Figure(entry.at("to_osmem"), "%.2f"), 10);
      text += Wrapped(figures + "  ", name);
    }
  }
  return text;
}

std::string Slowest(const Json& data, const Names& names) {
  std::string text;
  for (const Json& entry : data.at("slowest")) {
    text += Right(OneDigit(entry.at("seconds")), 7) + " s  " + names.at(entry.at("student")) + "\n";
  }
  return text;
}

std::string Students(const Json& data) {
  std::string text;
  for (const Json& student : data.at("students")) {
    text += Right(Shown(student.at("total")), 5) + "  " + Shown(student.at("name")) + "\n";
  }
  return text;
}

}  // namespace

std::string SummaryLine(const Json& data) {
  const Json& summary = data.at("summary");
  const int refused = summary.at("refused"), missing = summary.at("could_not_run");
  std::string line = Count(summary.at("students"), "student") + ": " + Shown(summary.at("graded")) + " graded";
  if (refused > 0) line += ", " + std::to_string(refused) + " refused (0 points)";
  if (missing > 0) line += ", " + std::to_string(missing) + " could not run (no points)";
  return line;
}

std::string ClassText(const Json& data) {
  const Names names = NamesIn(data);
  return Overview(data) +
         Section("Could not run: they have no points, which is not 0; the same command tries again",
                 CouldNotRun(data, names)) +
         Section("Refused: what they handed in cannot be taken", Refused(data)) + Changes(data, names) +
         Section("Points, and how many have them", Distribution(data)) +
         Section("Mistakes, how many make them and who", Mistakes(data, names)) +
         Section("Tests, with the mean of their points", Tests(data)) +
         Section(
             "Alike to the last call in all runs with mistakes. That is a hint for a conversation, no more: who "
             "makes the same mistakes for themselves behaves alike, too",
             Alike(data, names)) +
         Section("Leaderboard, by traces of real programs; it earns nothing", Leaderboard(data, names)) +
         Section("Flagged", Flagged(data, names)) + Section("Slowest", Slowest(data, names)) +
         Section("Students", Students(data));
}

}  // namespace course
