// The name that a student's files have: as the student is called, wherever that can be a file's name anywhere.
#pragma once

#include <string>
#include <vector>

namespace course {

struct Named {
  std::string name, id;  // an id is unique, and of ASCII letters and digits
};

// One for each, no two the same, on a file system that knows no case and makes one of a letter and its accent, neither.
// A name of ASCII letters, digits, single spaces and . _ - + @ stays as it is, if no other of them is the same but for
// its case. Any other has _ for what is not a letter or digit, and the end of the id behind a ~.
std::vector<std::string> FileNames(const std::vector<Named>& students);

}  // namespace course
