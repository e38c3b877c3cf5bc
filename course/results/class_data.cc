#include "course/results/class_data.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace course {
namespace {

using Students = std::vector<const Student*>;

// Those whose points are known.
Students Counted(const Class& all) {
  Students counted;
  for (const Student& student : all.students) {
    if (student.outcome != Outcome::kCouldNotRun) counted.push_back(&student);
  }
  return counted;
}

int CountOf(const Class& all, Outcome outcome) {
  return std::count_if(all.students.begin(), all.students.end(),
                       [&](const Student& student) { return student.outcome == outcome; });
}

// With one digit behind the point, so that it is the same text everywhere.
Json Rounded(double number) { return std::round(number * 10) / 10; }

Json Orderless(const std::vector<int>& sorted) {
  if (sorted.empty()) return {{"mean", nullptr}, {"median", nullptr}, {"least", nullptr}, {"most", nullptr}};
  double sum = 0;
  for (const int total : sorted) sum += total;
  const size_t half = sorted.size() / 2;
  const double median = sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  return {{"mean", Rounded(sum / sorted.size())},
          {"median", Rounded(median)},
          {"least", sorted.front()},
          {"most", sorted.back()}};
}

std::vector<int> SortedTotals(const Class& all) {
  std::vector<int> totals;
  for (const Student* student : Counted(all)) totals.push_back(*student->grade.total);
  std::sort(totals.begin(), totals.end());
  return totals;
}

Json Summary(const Class& all) {
  Json summary = {{"students", all.students.size()},
                  {"graded", CountOf(all, Outcome::kGraded)},
                  {"refused", CountOf(all, Outcome::kRefused)},
                  {"could_not_run", CountOf(all, Outcome::kCouldNotRun)}};
  summary.update(Orderless(SortedTotals(all)));
  return summary;
}

Json Distribution(const Class& all) {
  constexpr int kSteps = 10;
  Json steps = Json::array();
  const std::vector<int> totals = SortedTotals(all);
  for (int step = 0; step <= kSteps; ++step) {
    const int from = all.max * step / kSteps;
    const int to = step == kSteps ? all.max : all.max * (step + 1) / kSteps - 1;
    const auto inside = [&](int total) { return from <= total && total <= to; };
    steps.push_back({{"from", from}, {"to", to}, {"students", std::count_if(totals.begin(), totals.end(), inside)}});
  }
  return steps;
}

// A test over the class.
struct Column {
  const Test* test;
  int points = 0, passed = 0, known = 0;
};

std::vector<Column> ColumnsOf(const Class& all) {
  std::vector<Column> columns;
  std::map<std::string, size_t> place;
  for (const Student* student : Counted(all)) {
    for (const Test& test : student->grade.tests) {
      const auto [entry, is_new] = place.insert({test.Label(), columns.size()});
      if (is_new) columns.push_back({&test});
      Column& column = columns[entry->second];
      column.points += test.points.value_or(0);
      column.passed += test.status == "passed";
      ++column.known;
    }
  }
  return columns;
}

Json Tests(const Class& all) {
  Json tests = Json::array();
  for (const Column& column : ColumnsOf(all)) {
    tests.push_back({{"tier", column.test->tier},
                     {"name", column.test->name},
                     {"max", column.test->max},
                     {"mean", Rounded(1.0 * column.points / column.known)},
                     {"passed", column.passed},
                     {"missed", column.known - column.passed}});
  }
  return tests;
}

struct Habit {
  std::string rule, habit;
  std::vector<std::string> students;
};

// What most make first.
std::vector<Habit> HabitsOf(const Class& all) {
  std::vector<Habit> habits;
  std::map<std::string, size_t> place;
  for (const Student* student : Counted(all)) {
    for (const Mistake& mistake : student->grade.mistakes) {
      const auto [entry, is_new] = place.insert({mistake.habit, habits.size()});
      if (is_new) habits.push_back({mistake.rule, mistake.habit, {}});
      habits[entry->second].students.push_back(student->id);
    }
  }
  std::stable_sort(habits.begin(), habits.end(),
                   [](const Habit& a, const Habit& b) { return a.students.size() > b.students.size(); });
  return habits;
}

Json Mistakes(const std::vector<Habit>& habits) {
  Json mistakes = Json::array();
  for (const Habit& habit : habits) {
    mistakes.push_back({{"rule", habit.rule}, {"habit", habit.habit}, {"students", habit.students}});
  }
  return mistakes;
}

Json Slowest(const Class& all) {
  constexpr size_t kShown = 10;
  Students timed;
  for (const Student& student : all.students) {
    if (student.grade.seconds) timed.push_back(&student);
  }
  std::stable_sort(timed.begin(), timed.end(),
                   [](const Student* a, const Student* b) { return *a->grade.seconds > *b->grade.seconds; });
  timed.resize(std::min(timed.size(), kShown));
  Json slowest = Json::array();
  for (const Student* student : timed) {
    slowest.push_back({{"student", student->id}, {"seconds", Rounded(*student->grade.seconds)}});
  }
  return slowest;
}

Json Flagged(const Class& all) {
  Json flagged = Json::array();
  for (const Student& student : all.students) {
    if (!student.grade.flags.empty()) flagged.push_back({{"student", student.id}, {"flags", student.grade.flags}});
  }
  return flagged;
}

Json CouldNotRun(const Class& all) {
  Json missing = Json::array();
  for (const Student& student : all.students) {
    if (student.outcome != Outcome::kCouldNotRun) continue;
    missing.push_back({{"student", student.id}, {"why", student.why}});
  }
  return missing;
}

// The best first, those without a score last.
Students Ranked(const Class& all) {
  Students ranked;
  for (const Student& student : all.students) {
    if (student.grade.score) ranked.push_back(&student);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Student* a, const Student* b) { return a->grade.score->index > b->grade.score->index; });
  return ranked;
}

Json Leaderboard(const Class& all) {
  Json leaderboard = Json::array();
  const Students ranked = Ranked(all);
  for (size_t i = 0, place = 0; i < ranked.size(); ++i) {
    const Score& score = *ranked[i]->grade.score;
    if (i == 0 || score.index != ranked[i - 1]->grade.score->index) place = i + 1;
    const auto known = [&](double figure) { return score.index ? Json(figure) : Json(); };
    leaderboard.push_back({{"place", score.index ? Json(place) : Json()},
                           {"student", ranked[i]->id},
                           {"score", known(score.index.value_or(0))},
                           {"utilisation", known(score.utilisation)},
                           {"to_list", known(score.to_list)},
                           {"to_osmem", known(score.to_osmem)},
                           {"why", score.index ? Json() : Json(score.why)}});
  }
  return leaderboard;
}

int MissedBy(const Grade& grade) {
  return std::count_if(grade.tests.begin(), grade.tests.end(),
                       [](const Test& test) { return test.status != "passed"; });
}

// The largest group first.
Json Alike(const Class& all) {
  std::map<std::string, Students> groups;
  for (const Student* student : Counted(all)) {
    if (!student->grade.behaviour.empty()) groups[student->grade.behaviour].push_back(student);
  }
  std::vector<Students> sorted;
  for (const auto& [behaviour, students] : groups) {
    if (students.size() > 1) sorted.push_back(students);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Students& a, const Students& b) { return a.size() > b.size(); });
  Json alike = Json::array();
  for (const Students& students : sorted) {
    Json ids = Json::array();
    for (const Student* student : students) ids.push_back(student->id);
    alike.push_back({{"students", ids}, {"missed", MissedBy(students[0]->grade)}});
  }
  return alike;
}

Json OrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

template <typename Number>
Json OrNull(const std::optional<Number>& number) {
  return number ? Json(*number) : Json();
}

Json TiersOf(const Grade& grade) {
  Json tiers = Json::array();
  for (const Tier& tier : grade.Tiers()) {
    tiers.push_back({{"name", tier.name}, {"points", OrNull(tier.points)}, {"max", tier.max}});
  }
  return tiers;
}

Json PlacesOf(const Student& student, const std::vector<Habit>& habits) {
  Json places = Json::array();
  for (size_t i = 0; i < habits.size(); ++i) {
    const std::vector<std::string>& with = habits[i].students;
    if (std::find(with.begin(), with.end(), student.id) != with.end()) places.push_back(i);
  }
  return places;
}

Json RowOf(const Student& student, const std::vector<Habit>& habits) {
  Json tests = Json::object();
  for (const Test& test : student.grade.tests) tests[test.Label()] = OrNull(test.points);
  return {{"id", student.id},
          {"name", student.name},
          {"file", student.file},
          {"result", NameOf(student.outcome)},
          {"why", OrNull(student.why)},
          {"total", OrNull(student.grade.total)},
          {"tiers", TiersOf(student.grade)},
          {"mistakes", PlacesOf(student, habits)},
          {"tests", tests},
          {"flags", student.grade.flags},
          {"seconds", OrNull(student.grade.seconds)},
          {"submission", OrNull(student.submission)},
          {"behaviour", OrNull(student.grade.behaviour)},
          {"record", student.grade.record}};
}

Json RevealOf(const Class& all, const Reveal& reveal) {
  const auto secret = [](const Student& student) { return HasSecrets(student.grade.record); };
  if (std::none_of(all.students.begin(), all.students.end(), secret)) return nullptr;
  return {{"date", OrNull(reveal.date)}, {"past", reveal.is_past}};
}

}  // namespace

Json ClassData(const Class& all, const Reveal& reveal) {
  const std::vector<Habit> habits = HabitsOf(all);
  Json students = Json::array();
  for (const Student& student : all.students) students.push_back(RowOf(student, habits));
  return {{"max", all.max},
          {"reveal", RevealOf(all, reveal)},
          {"summary", Summary(all)},
          {"distribution", Distribution(all)},
          {"tests", Tests(all)},
          {"mistakes", Mistakes(habits)},
          {"slowest", Slowest(all)},
          {"flagged", Flagged(all)},
          {"could_not_run", CouldNotRun(all)},
          {"alike", Alike(all)},
          {"leaderboard", Leaderboard(all)},
          {"students", students},
          {"changes", nullptr}};
}

}  // namespace course
