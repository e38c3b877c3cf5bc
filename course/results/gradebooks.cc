#include "course/results/gradebooks.h"

#include <algorithm>
#include <regex>

#include "course/results/csv.h"
#include "course/results/formats.h"
#include "course/results/lines.h"

namespace course {
namespace {

CsvRow Joined(CsvRow row, const CsvRow& more) {
  row.insert(row.end(), more.begin(), more.end());
  return row;
}

std::string Cell(const std::optional<int>& number) { return number ? std::to_string(*number) : ""; }

bool IsKnown(const Student& student) { return student.outcome != Outcome::kCouldNotRun; }

// The tests of this class, in their order: those of the first student whose points are known.
std::vector<Test> TestsOf(const Class& all) {
  for (const Student& student : all.students) {
    if (IsKnown(student)) return student.grade.tests;
  }
  return {};
}

std::optional<int> PointsIn(const Student& student, const Test& wanted) {
  for (const Test& test : student.grade.tests) {
    if (IsKnown(student) && test.Label() == wanted.Label()) return test.points;
  }
  return std::nullopt;
}

std::string HabitsOf(const Grade& grade) {
  std::vector<std::string> habits;
  for (const Mistake& mistake : grade.mistakes) habits.push_back(mistake.habit);
  return ListOf(habits, habits.size());
}

Grade ViewOf(const Student& student, const Reveal& reveal) {
  std::string ignored;
  return *ReadGrade(PublicJson(student.json, reveal), &ignored);
}

// What is out of, as students see it.
int PublicMax(const Class& all, const Reveal& reveal) {
  for (const Student& student : all.students) {
    if (IsKnown(student)) return ViewOf(student, reveal).max;
  }
  return all.max;
}

// Identifier and full name.
CsvRow MoodleNames(const std::string& name) {
  static const std::regex kEntry("(.*)_([0-9]+)_assignsubmission_.*");
  std::smatch parts;
  if (!std::regex_match(name, parts, kEntry)) return {name, name};
  return {"Participant " + parts[2].str(), parts[1]};
}

// Name, ID, SIS user ID and SIS login ID.
CsvRow CanvasNames(const std::string& name) {
  static const std::regex kEntry("([^_]+)(_LATE)?_([0-9]+)_[0-9]+_.*");
  std::smatch parts;
  if (!std::regex_match(name, parts, kEntry)) return {name, "", "", name};
  return {parts[1], parts[3], "", ""};
}

// What a class has only where it was asked for.
bool HasScores(const Class& all) {
  return std::any_of(all.students.begin(), all.students.end(),
                     [](const Student& student) { return student.grade.score.has_value(); });
}

CsvRow ScoreCells(const Grade& grade) {
  if (!grade.score || !grade.score->index) return {"", "", "", ""};
  const Score& score = *grade.score;
  return {Json(*score.index).dump(), Json(score.utilisation).dump(), Json(score.to_list).dump(),
          Json(score.to_osmem).dump()};
}

}  // namespace

std::string ClassCsv(const Class& all) {
  std::vector<CsvRow> rows = {
      {"Student", "Result", "Points", "Of", "Why", "Mistakes", "Flags", "Seconds", "Submission", "Library", "Files"}};
  const bool has_scores = HasScores(all);
  if (has_scores) rows[0] = Joined(rows[0], {"Score", "Utilisation", "Times the list", "Times osmem"});
  for (const Student& student : all.students) {
    const Grade& grade = student.grade;
    const Json library = grade.record.is_object() ? grade.record.value("library", Json()) : Json();
    rows.push_back({student.name, NameOf(student.outcome), Cell(grade.total), std::to_string(all.max), student.why,
                    HabitsOf(grade), ListOf(grade.flags, grade.flags.size()),
                    grade.seconds ? OneDigit(*grade.seconds) : "", student.submission,
                    library.is_string() ? library.get<std::string>() : "", student.file});
    if (has_scores) rows.back() = Joined(rows.back(), ScoreCells(grade));
  }
  return CsvText(rows);
}

std::string TestsCsv(const Class& all) {
  const std::vector<Test> tests = TestsOf(all);
  CsvRow names = {"Student", "Result", "Total"};
  CsvRow possible = {"Points possible", "", std::to_string(all.max)};
  for (const Test& test : tests) {
    names.push_back(test.Label());
    possible.push_back(std::to_string(test.max));
  }
  std::vector<CsvRow> rows = {names, possible};
  for (const Student& student : all.students) {
    rows.push_back({student.name, NameOf(student.outcome), Cell(student.grade.total)});
    for (const Test& test : tests) rows.back().push_back(Cell(PointsIn(student, test)));
  }
  return CsvText(rows);
}

std::string MoodleCsv(const Class& all, const Reveal& reveal) {
  const std::string max = std::to_string(PublicMax(all, reveal));
  std::vector<CsvRow> rows = {
      {"Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", "Feedback comments"}};
  for (const Student& student : all.students) {
    CsvRow cells = {"", max, "", "Not graded yet; this is no 0."};
    if (IsKnown(student)) {
      const Grade view = ViewOf(student, reveal);
      cells = {Cell(view.total), max, "", "<pre>" + Escaped(StudentText(view, reveal), "&<>") + "</pre>"};
    }
    rows.push_back(Joined(MoodleNames(student.name), cells));
  }
  return CsvText(rows);
}

std::string CanvasCsv(const Class& all, const Reveal& reveal) {
  std::vector<CsvRow> rows = {{"Student", "ID", "SIS User ID", "SIS Login ID", "Section", "osmem"},
                              {"    Points Possible", "", "", "", "", std::to_string(PublicMax(all, reveal))}};
  for (const Student& student : all.students) {
    const std::string total = IsKnown(student) ? Cell(ViewOf(student, reveal).total) : "";
    rows.push_back(Joined(CanvasNames(student.name), {"", total}));
  }
  return CsvText(rows);
}

}  // namespace course
