// A folder of submissions -> a Bazel repository with the sources of each, and the list of who handed in.
#pragma once

#include <string>
#include <vector>

namespace course {

struct Submission {
  std::string entry;                  // as it is called in the folder
  std::string id;                     // "s" and the beginning of the hash of that
  std::string name;                   // to be shown: without .zip and the like, if nobody else is called so
  std::string digest;                 // of its sources
  std::string error;                  // why it is refused: a sentence; empty where it is not
  std::vector<std::string> left_out;  // C files that are no part of it
};

// What is asked of the grader, for all.
struct Asked {
  std::string seed;    // of the random programs
  std::string secret;  // the text of a file of seeds that students do not see; may be empty
  bool score = false;  // beside the points
};

// Reads each entry of `folder` in a process of its own, and writes into `work`: a tar file for each that is taken, the
// BUILD file, and class.json. What is written already stays as it is. False, with a sentence, where that does not work
// out; what is wrong with one submission never does that.
bool Collect(const std::string& folder, const std::string& work, const Asked& asked,
             std::vector<Submission>* class_list, std::string* error);

}  // namespace course
