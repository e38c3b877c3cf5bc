#include "course/results/roster.h"

#include "checker/system/files.h"
#include "course/results/clean.h"
#include "course/results/file_name.h"

namespace course {
namespace {

constexpr int kFullMarks = 100;  // where no grade says what a grade is out of

// The first line, or what there is to say where there is none.
std::string Sentence(const std::string& text, const std::string& otherwise) {
  const std::string line = Clean(text.substr(0, text.find('\n')));
  return line.empty() ? otherwise : line;
}

std::string ReasonIn(const std::string& folder, const std::string& id) {
  std::string text, ignored;
  checker::ReadFile(folder + "/" + id + ".error", &text, &ignored);
  return Sentence(text, "it was not graded; make class again tries again");
}

// What could not be run says so in each test that it is about.
std::string FirstError(const Grade& grade) {
  for (const Test& test : grade.tests) {
    if (test.status == "error") return Sentence(test.message, test.Label() + " could not be run");
  }
  return "the grade has no total";
}

void ReadGradeOf(const std::string& folder, Student* student) {
  std::string error;
  if (!checker::ReadFile(folder + "/" + student->id + ".json", &student->json, &error)) {
    student->why = ReasonIn(folder, student->id);
    return;
  }
  student->page = folder + "/" + student->id + ".html";
  const std::optional<Grade> grade = ReadGrade(student->json, &student->why);
  if (!grade) return student->json.clear();
  student->grade = *grade;
  student->outcome = grade->total ? Outcome::kGraded : Outcome::kCouldNotRun;
  if (!grade->total) student->why = FirstError(*grade);
}

Student StudentOf(const Json& json, const std::string& grades) {
  Student student;
  student.id = json.at("id").get<std::string>();
  student.name = Clean(json.at("name").get<std::string>());
  const auto text = [&](const char* key) { return json.at(key).is_null() ? "" : json.at(key).get<std::string>(); };
  student.submission = Clean(text("submission"));
  student.why = Sentence(text("error"), "");
  if (student.why.empty()) {
    ReadGradeOf(grades, &student);
  } else {
    student.outcome = Outcome::kRefused;
  }
  return student;
}

// A grade without points, of the tests that `like`, another's, has; of none where that is empty. Of that grade, what is
// not the same for all stays with whose it is.
std::string NoPoints(const std::string& like, const std::string& why) {
  const Json other =
      like.empty() ? Json{{"max", kFullMarks}, {"tiers", Json::array()}, {"tests", Json::array()}} : Json::parse(like);
  Json grade = {{"total", 0},
                {"max", other.at("max")},
                {"tiers", other.at("tiers")},
                {"mistakes", Json::array()},
                {"tests", Json::array()},
                {"flags", Json::array()},
                {"behaviour", nullptr}};
  for (Json& tier : grade["tiers"]) tier["points"] = 0;
  for (const Json& test : other.at("tests")) {
    grade["tests"].push_back({{"tier", test.at("tier")},
                              {"name", test.at("name")},
                              {"points", 0},
                              {"max", test.at("max")},
                              {"status", "failed"},
                              {"rule", nullptr},
                              {"message", why},
                              {"mistakes", Json::array()}});
  }
  if (other.contains("record")) {
    grade["record"] = other["record"];
    grade["record"]["submission"] = grade["record"]["library"] = nullptr;
  }
  grade["seconds"] = nullptr;
  return grade.dump(2, ' ', true) + "\n";
}

void Refuse(const std::string& like, Student* student) {
  std::string error;
  student->json = NoPoints(like, student->why);
  student->grade = *ReadGrade(student->json, &error);
}

void NameFiles(std::vector<Student>* students) {
  std::vector<Named> named;
  for (const Student& student : *students) named.push_back({student.name, student.id});
  const std::vector<std::string> files = FileNames(named);
  for (size_t i = 0; i < files.size(); ++i) (*students)[i].file = files[i];
}

// Whose grade says what a grade is like.
const Student* FirstGraded(const std::vector<Student>& students) {
  for (const Student& student : students) {
    if (student.outcome == Outcome::kGraded) return &student;
  }
  return nullptr;
}

}  // namespace

std::string NameOf(Outcome outcome) {
  return outcome == Outcome::kGraded ? "graded" : outcome == Outcome::kRefused ? "refused" : "could not run";
}

bool ReadClass(const std::string& list, const std::string& grades, Class* result, std::string* error) {
  std::string text;
  if (!checker::ReadFile(list, &text, error)) return false;
  try {
    const Json json = Json::parse(text);
    for (const Json& student : json.at("students")) result->students.push_back(StudentOf(student, grades));
  } catch (const Json::exception& exception) {
    *error = list + " is no list of students: " + Clean(exception.what());
    return false;
  }
  NameFiles(&result->students);
  const Student* graded = FirstGraded(result->students);
  result->max = graded != nullptr ? graded->grade.max : kFullMarks;
  for (Student& student : result->students) {
    if (student.outcome == Outcome::kRefused) Refuse(graded != nullptr ? graded->json : "", &student);
  }
  return true;
}

}  // namespace course
