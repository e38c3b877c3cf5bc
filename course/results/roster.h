// A class: who handed in, and what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "course/results/grade.h"

namespace course {

enum class Outcome {
  kGraded,
  kRefused,      // what was handed in cannot be taken, by the student's own doing: 0 points
  kCouldNotRun,  // nothing is known: no points, anywhere
};

std::string NameOf(Outcome outcome);

struct Student {
  std::string id, name;
  std::string file;        // the name that their files have
  std::string submission;  // its hash; may be empty
  Outcome outcome = Outcome::kCouldNotRun;
  std::string why;   // one sentence, unless graded
  Grade grade;       // of who could not be graded, nothing
  std::string json;  // the grade as the grader wrote it; may be empty
  std::string page;  // the path of the grader's page, which may not exist
};

struct Class {
  std::vector<Student> students;
  int max = 0;
};

// Who stands in `list`, what collecting the submissions wrote, with what lies in the folder `grades`: <id>.json and
// <id>.html, or <id>.error with the reason. False, with a sentence, where the list cannot be read.
bool ReadClass(const std::string& list, const std::string& grades, Class* result, std::string* error);

}  // namespace course
